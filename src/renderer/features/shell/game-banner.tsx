import { useState } from 'react';

/** A wide picture of the game behind its name. Nothing where there is none, or it cannot be shown. */
export function GameBanner({ src }: { readonly src: string | null }) {
  const [broken, setBroken] = useState<string | null>(null);
  if (src === null || src === broken) return null;
  return <img className="game-banner" src={src} alt="" draggable={false} onError={() => setBroken(src)} />;
}
