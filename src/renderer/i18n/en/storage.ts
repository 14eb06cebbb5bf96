export const storage = {
  title: 'Storage',
} as const;
