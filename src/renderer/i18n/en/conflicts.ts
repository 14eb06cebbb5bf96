export const conflicts = {
  page: 'Conflicts',
} as const;
