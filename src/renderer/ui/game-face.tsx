import { hueStyle, lettersOf, Picture } from './picture.tsx';
import './game-face.css';

interface GameFaceProps {
  readonly name: string;
  readonly cover: string | null;
}

/** What stands for a game in a square: its cover, or its letters. Its name stands beside it or is that of its button. */
export function GameFace({ name, cover }: GameFaceProps) {
  return (
    <span className="game-face" style={hueStyle(name)} aria-hidden>
      {/* Drawn, not written: letters would be read as a part of the name. */}
      <span className="game-letters" data-letters={lettersOf(name)} />
      {cover !== null && <Picture src={cover} alt="" name={name} eager />}
    </span>
  );
}
