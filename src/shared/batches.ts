/** Changes that one press of the player made together: one step for undo and redo, whatever number of generations it is. */
export type BatchKind =
  /** A mod with what it needs, or several archives at once. */
  'install' | 'update' | 'import';

export interface Batch {
  /** Fresh for each press. */
  readonly id: string;
  readonly kind: BatchKind;
}
