import { useEffect, useState, type CSSProperties } from 'react';
import './picture.css';

interface PictureProps {
  readonly src: string | null;
  readonly alt: string;
  /** Gives the stand-in its letters and its colour. */
  readonly name: string;
  readonly eager?: boolean;
  readonly blurred?: boolean;
  readonly fit?: 'cover' | 'contain';
}

/**
 * A picture from far away in a box that has its size already: a quiet shimmer while it loads, letters on a colour
 * of its own when there is none or it cannot be had.
 */
export function Picture({ src, alt, name, eager = false, blurred = false, fit = 'cover' }: PictureProps) {
  const [state, setState] = useState<'loading' | 'loaded' | 'broken'>('loading');
  useEffect(() => setState('loading'), [src]);
  if (src === null || state === 'broken') return <LetterPicture name={name} alt={alt} />;
  return (
    <span className="picture" data-state={state} data-blurred={blurred || undefined}>
      <img
        src={src}
        alt={blurred ? '' : alt}
        data-fit={fit}
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
        draggable={false}
        onLoad={() => setState('loaded')}
        onError={() => setState('broken')}
      />
    </span>
  );
}

function LetterPicture({ name, alt }: { readonly name: string; readonly alt: string }) {
  return (
    <span
      className="picture letter-picture"
      style={hueStyle(name)}
      role={alt === '' ? 'presentation' : 'img'}
      aria-label={alt === '' ? undefined : alt}
    >
      <span aria-hidden>{lettersOf(name)}</span>
    </span>
  );
}

/** "Friday Night Funkin'" → "FN", "The Elder Scrolls" → "ES". Works on letters as people count them, in any script. */
export function lettersOf(name: string): string {
  const all = name.split(/[\s_-]+/u).filter((word) => hasLetter(word));
  const words = all.length > 1 && articles.test(all[0] ?? '') ? all.slice(1) : all;
  const [first = '?', second] = words;
  const letters = second === undefined ? firstLetters(first, 2) : firstLetters(first, 1) + firstLetters(second, 1);
  return letters.toLocaleUpperCase();
}

const articles = /^(?:the|an?|der|die|das)$/iu;

const hasLetter = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

const segmenter = new Intl.Segmenter();

function firstLetters(word: string, count: number): string {
  return Array.from(segmenter.segment(word), (part) => part.segment)
    .filter((letter) => hasLetter(letter))
    .slice(0, count)
    .join('');
}

/** A hue that stays the same for a name, as a custom property. */
export function hueStyle(name: string): CSSProperties {
  let hash = 17;
  for (const char of name) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return { '--hue': String(hash % 360) } as CSSProperties;
}
