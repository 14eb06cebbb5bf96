/** The picture that stands for a managed game. */
import { requireGame } from '../actions/engine.ts';
import type { Area } from './area.ts';
import type { Services } from './services.ts';

type PictureHandlers = Pick<Area<'games'>, 'games.choosePicture' | 'games.dismissPicture'>;

export function gamePictureHandlers(services: Services): PictureHandlers {
  const { registry, host, pictures, announceGames } = services;
  return {
    'games.choosePicture': async ({ gameId }) => {
      requireGame(registry, gameId);
      const file = await host.chooseFile('picture');
      if (file === null) return { chosen: false };
      pictures.choose(gameId, file);
      announceGames();
      return { chosen: true };
    },
    'games.dismissPicture': ({ gameId }) => {
      requireGame(registry, gameId);
      pictures.dismiss(gameId);
      announceGames();
      return null;
    },
  };
}
