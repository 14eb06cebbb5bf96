import { randomUUID } from 'node:crypto';
import type { Batch, BatchKind } from '../../shared/batches.ts';

/** For what one press of the player does in several changes. */
export const newBatch = (kind: BatchKind): Batch => ({ id: randomUUID(), kind });
