/** Pictures of made-up mods, drawn when first asked for. */
import { drawPicture, type PictureOrder } from '../pictures/scenes.ts';
import { webPage, type Answer } from './answer.ts';

/** `undefined`: there is no such picture. */
export function createPictures(): (order: PictureOrder | undefined, width: number) => Answer {
  const drawn = new Map<string, Buffer>();
  return (order, width) => {
    if (order === undefined || width < 16 || width > 1_280) return webPage('No such picture', 404);
    const key = `${width} ${order.scene} ${order.palette} ${order.seed}`;
    const bytes = drawn.get(key) ?? drawPicture(order, width);
    drawn.set(key, bytes);
    return { status: 200, headers: { 'content-type': 'image/png', 'cache-control': 'max-age=604800' }, body: bytes };
  };
}
