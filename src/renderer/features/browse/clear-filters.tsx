import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { search, type Browse } from '../../stores/discover.ts';
import { Button } from '../../ui/button.tsx';

/** What leaves mods out, besides the source. */
export const isNarrowed = ({ text, category, adult }: Browse): boolean => text !== '' || category !== null || !adult;

/** The way out of words and filters that nothing fits. Nothing when there are none. */
export function ClearFilters({ gameId, browse }: { readonly gameId: GameId; readonly browse: Browse }) {
  const { t } = useTranslation();
  if (!isNarrowed(browse)) return null;
  const onlyText = browse.category === null && browse.adult;
  return (
    <Button onClick={() => void search(gameId, { text: '', category: null, adult: true })}>
      {onlyText ? t('discover.clear') : t('discover.clearFilters')}
    </Button>
  );
}
