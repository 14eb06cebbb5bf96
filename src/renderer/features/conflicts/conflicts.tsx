export function Conflicts(_: { readonly gameId: string; readonly text?: string }) {
  return null;
}
