/** The engine killed in every other workload; its neighbour has the rest, so that two cores share them. */
import { killSuite } from './kill-suite.ts';
import { workloadNames } from './workloads.ts';

killSuite(workloadNames.filter((_, at) => at % 2 === 0));
