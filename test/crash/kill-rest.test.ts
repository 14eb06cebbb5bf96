/** The engine killed in the workloads that its neighbour leaves, and in one that helper threads work for. */
import { killSuite, killWithHelpers } from './kill-suite.ts';
import { workloadNames } from './workloads.ts';

killSuite(
  workloadNames.filter((_, at) => at % 2 === 1),
  (tell) => killWithHelpers('enable a mod of many files', tell),
);
