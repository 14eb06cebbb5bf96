import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { changeChoices, readChoices } from '../../stores/installers.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';

/** What was answered to the installer of a mod, and the way to answer otherwise. Nothing for a mod without one. */
export function EntryChoices({ gameId, entry }: { readonly gameId: GameId; readonly entry: LibraryEntry }) {
  const { t } = useTranslation();
  const [answer] = useAsked(`${entry.id} ${entry.manifest}`, () => readChoices(gameId, entry.id), true);
  const choices = answer.value?.choices ?? null;
  if (choices === null) return null;
  return (
    <section className="entry-choices" aria-labelledby="entry-choices">
      <h3 id="entry-choices">{t('installers.choices')}</h3>
      <dl className="facts">
        {Object.entries(choices).map(([group, picked]) => (
          <div key={group}>
            <dt>{group}</dt>
            <dd>{picked.length === 0 ? t('installers.noneChosen') : picked.join(', ')}</dd>
          </div>
        ))}
      </dl>
      <Button icon={<ListChecks aria-hidden />} onClick={() => void changeChoices(gameId, entry.id)}>
        {t('installers.changeChoices')}
      </Button>
    </section>
  );
}
