/** Entry of the worker threads. Each loads only what its role needs. */
import { workerData } from 'node:worker_threads';
import type { WorkerSettings } from './protocol.ts';

const { role, dataDir } = workerData as WorkerSettings;
if (role === 'look') (await import('./serve-looks.ts')).serveLooks(dataDir);
else (await import('./serve-engine.ts')).serveEngine(dataDir);
