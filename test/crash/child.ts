/** One process that does one thing to one engine, so that it can be killed in the middle: child.ts DATA-FOLDER WORKLOAD. */
import { openEngine } from '../../src/main/actions/engine.ts';
import { quiet } from '../support/engine.ts';
import { isWorkload, workload } from './workloads.ts';

const [dataDir = '', name = ''] = process.argv.slice(2);
const { engine, close } = openEngine(dataDir, quiet);
if (isWorkload(name)) workload(name).run(engine);
else if (name !== 'open') throw new Error(`no workload ${name}`);
close();
