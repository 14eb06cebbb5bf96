/**
 * A world in which one game is known at all five sources, and these answer as sources do: two fine, one that is not
 * reached, one that asks for a pause, one that wants a sign-in. Browser-safe.
 */
import type { ProviderAnswer } from '../../src/shared/catalogue.ts';
import type { Game } from '../../src/shared/games.ts';
import type { ModDetails, ModFile, ProviderId } from '../../src/shared/model.ts';
import { day, fakeNow, fakePicture } from './fake-data.ts';

export const allSources: Game['providers'] = {
  nexus: 'fridaynightfunkin',
  gamebanana: '8694',
  github: 'friday-night-funkin',
  modio: '51',
  factorio: 'factorio',
};

/** Why a source does not answer; null: it does. */
export function sourceFault(provider: ProviderId): ProviderAnswer | null {
  switch (provider) {
    case 'nexus':
    case 'gamebanana':
      return null;
    case 'github':
      return { kind: 'rate-limited', until: fakeNow + 15 * 60_000 };
    case 'modio':
      return { kind: 'needs-sign-in' };
    case 'factorio':
      return { kind: 'offline' };
    default:
      return provider satisfies never;
  }
}

const places = ['Harbour', 'Skyline', 'Basement', 'Orchard', 'Subway', 'Rooftop', 'Theatre', 'Greenhouse'];
const things = ['Remix', 'Overhaul', 'Charts', 'Stage', 'Skins', 'Soundtrack', 'Toolkit', 'Week'];
const kinds = ['Weeks', 'Effects', 'Songs', 'Stages', 'UI'];

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
};

/** Enough of one source that drawing them all at once would be felt. */
const nexusMods = 1_200;

export function moreMods(like: ModDetails): readonly ModDetails[] {
  const pictures = Array.from({ length: 12 }, (_, seed) => fakePicture(seed + 200, at(places, seed)));
  const make = (provider: ProviderId, index: number): ModDetails => {
    const name = `${at(places, index)} ${at(things, Math.floor(index / 8))} ${index + 1}`;
    const updatedAt = fakeNow - (index % 400) * day;
    return {
      ...like,
      ref: { provider, id: idOf(provider, index) },
      name,
      author: at(['mossgreen', 'Ada & Co', 'tin_whistle', 'ferro'], index),
      summary: `A ${at(things, index).toLowerCase()} for the ${at(places, index + 3).toLowerCase()}.`,
      image: at(pictures, index),
      category: at(kinds, index),
      rating: index % 17 === 16 ? 'adult' : 'safe',
      downloads: 900_000 - index * 611,
      likes: 30_000 - index * 23,
      updatedAt,
      version: `${1 + (index % 4)}.${index % 10}`,
      pageUrl: `https://www.nexusmods.com/fridaynightfunkin/mods/${index + 1}`,
      gallery: [],
      files: provider === 'nexus' ? nexusFiles(name, index, updatedAt) : [],
      unavailable: null,
    };
  };
  return [
    ...Array.from({ length: nexusMods }, (_, index) => make('nexus', index)),
    ...Array.from({ length: 3 }, (_, index) => make('modio', index + 2_000)),
    ...Array.from({ length: 2 }, (_, index) => make('factorio', index + 3_000)),
  ];
}

function idOf(provider: ProviderId, index: number): string {
  if (provider === 'modio') return `51/${index}`;
  return provider === 'nexus' ? `fridaynightfunkin/${index + 1}` : `mod-${index}`;
}

function nexusFiles(name: string, index: number, uploadedAt: number): readonly ModFile[] {
  const file = (part: number, group: string, more: Partial<ModFile>): ModFile => ({
    ref: { provider: 'nexus', game: 'fridaynightfunkin', modId: String(index + 1), fileUid: String(index * 10 + part) },
    name: `${name} ${group}`,
    size: 12_400_000 + index * 1_000 + part,
    version: `${1 + (index % 4)}.${index % 10}`,
    description: '',
    uploadedAt: uploadedAt - part,
    downloads: 1_000 + index,
    archived: false,
    group,
    gameVersion: '0.5.3',
    scan: 'clean',
    warnings: [],
    md5: null,
    sha1: null,
    sha256: null,
    ...more,
  });
  return [
    file(0, 'Main files', {}),
    file(1, 'Optional files', { description: 'Half the size, for small graphics cards.', size: 4_100_000 }),
    file(2, 'Optional files', { name: `${name} editor`, warnings: ['contains_exe', 'scripts'], scan: 'unknown' }),
    file(3, 'Old versions', { archived: true, version: '0.9' }),
  ];
}
