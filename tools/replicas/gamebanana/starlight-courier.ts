/** The whole made-up game with its mods. */
import { sampleGame } from '../sample-game.ts';
import type { ReplicaGame } from './catalogue.ts';
import { lookMods } from './mods-looks.ts';
import { playMods } from './mods-play.ts';
import { shipMods } from './mods-ships.ts';

const mods = [...shipMods, ...lookMods, ...playMods];

export const starlightCourier: ReplicaGame = {
  id: Number(sampleGame.gameBananaId),
  name: sampleGame.name,
  categories: [...new Set(mods.map(({ category }) => category))].toSorted(),
  mods,
};
