/** An installation that needs the player's word first: what it would fetch, and what was chosen of it. */
import { create } from 'zustand';
import type { ErrorData } from '../../shared/errors.ts';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ModFile, ModRef } from '../../shared/model.ts';
import { modReference } from '../../shared/references.ts';
import type { NeededThing, PlannedMod, RequirementsPlan } from '../../shared/requirements.ts';
import { getBridge } from '../bridge.ts';
import { showBatch } from './batches.ts';
import { orNotice, settled } from './notices.ts';

export interface PlannedInstall {
  readonly gameId: GameId;
  readonly modRef: ModRef;
  readonly name: string;
  readonly file: ModFile;
  /** The entry whose place it takes; null: it comes in addition. */
  readonly replaces: EntryId | null;
  /** References of mods the player wants of alternatives and of what is optional. */
  readonly chosen: readonly string[];
  /** Other files than the planned ones, by reference of the mod. */
  readonly variants: Readonly<Record<string, ModFile>>;
  /** What was optional in any of the plans so far: a choice does not go away when it is made. */
  readonly offered: readonly NeededThing[];
  readonly plan: RequirementsPlan | null;
  readonly error: ErrorData | null;
  readonly loading: boolean;
}

interface PlanStore {
  readonly open: PlannedInstall | null;
}

export const useInstallPlan = create<PlanStore>(() => ({ open: null }));

export type InstallWanted = Pick<PlannedInstall, 'gameId' | 'modRef' | 'name' | 'file' | 'replaces'>;

export const readPlan = ({ gameId, file, modRef }: InstallWanted, chosen: readonly string[]) =>
  settled(getBridge().install.plan({ gameId, file: file.ref, modRef, chosen: [...chosen] }));

export function openPlan(wanted: InstallWanted, plan: RequirementsPlan | null, error: ErrorData | null): void {
  useInstallPlan.setState({
    open: { ...wanted, chosen: [], variants: {}, offered: plan?.optional ?? [], plan, error, loading: false },
  });
}

export function closePlan(): void {
  useInstallPlan.setState({ open: null });
}

/** Reads the plan again, with other choices. The old one stays on the screen meanwhile. */
export async function replan(chosen: readonly string[]): Promise<void> {
  const { open } = useInstallPlan.getState();
  if (open === null) return;
  const asked = { ...open, chosen, loading: true, error: null };
  useInstallPlan.setState({ open: asked });
  const result = await readPlan(open, chosen);
  if (useInstallPlan.getState().open !== asked) return;
  useInstallPlan.setState({
    open: result.ok
      ? { ...asked, loading: false, plan: result.value, offered: joined(asked.offered, result.value.optional) }
      : { ...asked, loading: false, error: result.error },
  });
}

const joined = (known: readonly NeededThing[], more: readonly NeededThing[]): readonly NeededThing[] => [
  ...known,
  ...more.filter(({ requirement }) => !known.some((one) => one.requirement.name === requirement.name)),
];

export function chooseVariant(mod: PlannedMod, file: ModFile): void {
  const { open } = useInstallPlan.getState();
  if (open === null) return;
  useInstallPlan.setState({ open: { ...open, variants: { ...open.variants, [modReference(mod.ref)]: file } } });
}

/** Plans the file that the game takes, in the place of the one it does not. */
export async function planInstead(file: ModFile): Promise<void> {
  const { open } = useInstallPlan.getState();
  if (open === null) return;
  useInstallPlan.setState({ open: { ...open, file } });
  await replan(open.chosen);
}

export const variantOf = ({ variants }: PlannedInstall, mod: PlannedMod): ModFile =>
  variants[modReference(mod.ref)] ?? mod.file;

/** Whether there is anything the player should see or decide before the file is fetched. */
export const needsWord = (plan: RequirementsPlan, file: ModFile): boolean =>
  !plan.complete ||
  file.scan === 'flagged' ||
  plan.install.length > 0 ||
  plan.present.some(({ enabled, fits }) => !enabled || fits === false) ||
  // What comes with the game has no page.
  plan.outside.some(({ requirement }) => requirement.url !== null);

/** As long as the name of a job may be. */
export const titleOf = (name: string): string => name.slice(0, 300);

/** Begins the installation as it is planned. False when it did not begin; the error is shown. */
export async function beginPlanned(planned: PlannedInstall): Promise<boolean> {
  const { gameId, file, modRef, replaces, plan, name } = planned;
  const needed = (plan?.install ?? []).map((mod) => ({
    file: variantOf(planned, mod).ref,
    modRef: mod.ref,
    replaces: mod.replaces,
    title: titleOf(mod.name),
  }));
  const enable = (plan?.present ?? []).flatMap(({ entry, enabled }) => (enabled ? [] : entry));
  const files = [...needed, { file: file.ref, modRef, replaces, title: titleOf(name) }];
  const started = await orNotice(
    getBridge().install.withRequirements({ gameId, files, enable }),
    () => void beginPlanned(planned),
  );
  if (started === null) return false;
  if (files.length > 1) showBatch({ gameId, kind: 'install', name, modRef, ...started });
  return true;
}
