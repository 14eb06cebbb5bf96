/** Mod pages that were opened, so that going back to one shows it at once. */
import { create } from 'zustand';
import type { ModDetails, ModRef } from '../../shared/model.ts';
import { modReference } from '../../shared/references.ts';
import { getBridge } from '../bridge.ts';
import { notLoaded, type Loaded } from './loading.ts';
import { settled } from './notices.ts';

interface OpenedPage extends Loaded<ModDetails> {
  readonly ref: ModRef;
}

interface ModPagesStore {
  /** By `modReference`. */
  readonly pages: Readonly<Record<string, OpenedPage>>;
}

/** Pages are large; the oldest are dropped. */
const pageLimit = 40;

export const useModPages = create<ModPagesStore>(() => ({ pages: {} }));

export const useModPage = (ref: ModRef): Loaded<ModDetails> =>
  useModPages((store) => store.pages[modReference(ref)] ?? notLoaded);

/** Reads a page anew, keeping the old one on the screen meanwhile. null after an error, which the page shows. */
export async function readDetails(ref: ModRef): Promise<ModDetails | null> {
  const known = useModPages.getState().pages[modReference(ref)] ?? notLoaded;
  put({ ...known, ref, error: null, loading: true });
  const result = await settled(getBridge().mods.details({ ref }));
  if (result.ok) {
    put({ ref, value: result.value, error: null, loading: false });
    return result.value;
  }
  put({ ref, value: known.value, error: result.error, loading: false });
  return null;
}

function put(page: OpenedPage): void {
  const key = modReference(page.ref);
  useModPages.setState(({ pages }) => {
    const others = Object.entries(pages).filter(([one]) => one !== key);
    return { pages: Object.fromEntries([...others.slice(-(pageLimit - 1)), [key, page]]) };
  });
}
