/** Loadouts as values: what stays when the items change, and how two of them are compared. Pure. */
import { defaultProfile, type FileChoice, type Loadout } from '../../shared/model.ts';
import { foldKey } from '../../shared/rel-path.ts';

/** The game before Loadstone touched it. */
export const emptyLoadout = (profile: string = defaultProfile.id): Loadout => ({ profile, items: [], choices: [] });

/** What a choice is about, equal for equal paths on every system. */
export const choiceKey = ({ target, path, folder }: Omit<FileChoice, 'entry'>): string =>
  `${target}\0${foldKey(path)}${folder ? '/' : ''}`;

/** The choices without those about the same paths, and with the new ones. */
export function withChoices(loadout: Loadout, choices: readonly FileChoice[]): Loadout {
  const about = new Set(choices.map(choiceKey));
  return { ...loadout, choices: [...loadout.choices.filter((choice) => !about.has(choiceKey(choice))), ...choices] };
}

export function withoutChoice(loadout: Loadout, about: Omit<FileChoice, 'entry'>): Loadout {
  const key = choiceKey(about);
  return { ...loadout, choices: loadout.choices.filter((choice) => choiceKey(choice) !== key) };
}

const said = (choice: FileChoice): string => `${choiceKey(choice)}\0${choice.entry ?? ''}`;

/** Choices that stand in one of the two and not, or not the same, in the other. */
export function changedChoices(from: Loadout, to: Loadout): readonly FileChoice[] {
  const before = new Set(from.choices.map(said));
  const after = new Set(to.choices.map(said));
  return [
    ...from.choices.filter((choice) => !after.has(said(choice))),
    ...to.choices.filter((choice) => !before.has(said(choice))),
  ];
}

/** The choice that counts for a path: the one about it, else the one about the nearest folder above. */
export function createChooser(choices: readonly FileChoice[]): (target: string, key: string) => FileChoice | null {
  const byKey = new Map(choices.map((choice) => [choiceKey(choice), choice]));
  return (target, key) => {
    const exact = byKey.get(`${target}\0${key}`);
    if (exact !== undefined) return exact;
    for (let cut = key.lastIndexOf('/'); cut > 0; cut = key.lastIndexOf('/', cut - 1)) {
      const above = byKey.get(`${target}\0${key.slice(0, cut)}/`);
      if (above !== undefined) return above;
    }
    return null;
  };
}
