/** Mod pages that were opened, so that going back to one shows it at once. */
import { create } from 'zustand';
import type { ModDetails, ModRef } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { notLoaded, type Loaded } from './loading.ts';
import { settled } from './notices.ts';

interface ModPagesStore {
  readonly pages: Readonly<Record<string, Loaded<ModDetails>>>;
}

/** Pages are large; the oldest are dropped. */
const pageLimit = 40;

export const useModPages = create<ModPagesStore>(() => ({ pages: {} }));

const keyOf = (ref: ModRef): string => `${ref.provider}:${ref.id}`;

export const useModPage = (ref: ModRef): Loaded<ModDetails> =>
  useModPages((store) => store.pages[keyOf(ref)] ?? notLoaded);

/** Reads a page anew, keeping the old one on the screen meanwhile. null after an error, which the page shows. */
export async function readDetails(ref: ModRef): Promise<ModDetails | null> {
  const key = keyOf(ref);
  const known = useModPages.getState().pages[key] ?? notLoaded;
  put(key, { ...known, error: null, loading: true });
  const result = await settled(getBridge().mods.details({ ref }));
  if (result.ok) {
    put(key, { value: result.value, error: null, loading: false });
    return result.value;
  }
  put(key, { value: known.value, error: result.error, loading: false });
  return null;
}

function put(key: string, page: Loaded<ModDetails>): void {
  useModPages.setState(({ pages }) => {
    const others = Object.entries(pages).filter(([one]) => one !== key);
    return { pages: Object.fromEntries([...others.slice(-(pageLimit - 1)), [key, page]]) };
  });
}
