export function Upkeep(_: { readonly gameId: string; readonly text?: string }) {
  return null;
}
