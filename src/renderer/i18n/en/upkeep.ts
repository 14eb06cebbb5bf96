export const upkeep = {
  page: 'Upkeep',
} as const;
