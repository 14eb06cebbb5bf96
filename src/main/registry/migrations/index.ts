/** All migrations in order. Numbers go in tens, so that a hotfix fits between. Never edited once released. */
import * as start from './0010-start.ts';
import * as network from './0020-network.ts';
import * as loadouts from './0030-loadouts.ts';
import * as companions from './0032-companions.ts';
import * as downloads from './0040-downloads.ts';
import * as batches from './0050-batches.ts';
import * as leftFiles from './0060-left-files.ts';

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [
  { version: 10, sql: start.sql },
  { version: 20, sql: network.sql },
  { version: 30, sql: loadouts.sql },
  { version: 32, sql: companions.sql },
  { version: 40, sql: downloads.sql },
  { version: 50, sql: batches.sql },
  { version: 60, sql: leftFiles.sql },
];
