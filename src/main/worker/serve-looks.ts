/** The thread that looks at games: one question after the other, beside the one that changes them. */
import { parentPort } from 'node:worker_threads';
import { LoadstoneError, toErrorData } from '../../shared/errors.ts';
import { logFolder } from '../actions/engine.ts';
import { createLooks } from '../actions/look-at-games.ts';
import { systemEnv } from '../games/locate/locate-env.ts';
import type { ThreadAnswer } from '../lib/asked-thread.ts';
import { systemClock } from '../lib/clock.ts';
import { nodeFs } from '../lib/fs.ts';
import { createFileLog } from '../lib/log.ts';
import type { LookWork } from './protocol.ts';

export function serveLooks(dataDir: string): void {
  const looks = createLooks({ fs: nodeFs, dataDir, clock: systemClock, env: systemEnv });
  const log = createFileLog(logFolder(dataDir), systemClock.now);
  const answer = ({ id, look, request }: LookWork): ThreadAnswer => {
    try {
      return { kind: 'done', id, answer: (looks[look] as (request: unknown) => unknown)(request) };
    } catch (error) {
      if (!(error instanceof LoadstoneError)) log.error(`looking at games (${look}) failed`, error);
      return { kind: 'refused', id, error: toErrorData(error) };
    }
  };
  parentPort?.on('message', (work: LookWork) => parentPort?.postMessage(answer(work)));
}
