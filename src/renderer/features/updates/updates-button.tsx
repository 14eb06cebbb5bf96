import { CircleArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { show, updatesScreen } from '../../stores/navigation.ts';
import { useUpdateCount } from '../../stores/updates.ts';
import { Button } from '../../ui/button.tsx';

/** The way from the library to the updates, with how many there are. */
export function UpdatesButton({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const count = useUpdateCount(gameId);
  const words = count === 0 ? t('updates.page') : t('updates.libraryButton', { count });
  return (
    <Button title={words} icon={<CircleArrowUp aria-hidden />} onClick={() => show(updatesScreen)}>
      {words}
    </Button>
  );
}
