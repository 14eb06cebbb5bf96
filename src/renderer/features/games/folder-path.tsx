/** Homes as systems name them. The window is not told whose it is. */
const home = /^\/(?:home|Users)\/[^/]+(?=\/|$)/u;

/** A path of which the middle gives way first: where it ends says which folder it is. */
export function FolderPath({ path }: { readonly path: string }) {
  const short = path.replace(home, '~');
  const cut = lastParts(short);
  return (
    <bdi className="folder-words" title={path}>
      {cut > 0 && <span className="ellipsis">{short.slice(0, cut)}</span>}
      <span className="ellipsis">{short.slice(cut)}</span>
    </bdi>
  );
}

/** Where the last two folders of a path begin; 0 in a short one. */
const lastParts = (path: string): number => Math.max(0, path.search(/[/\\][^/\\]+[/\\][^/\\]+$/u));
