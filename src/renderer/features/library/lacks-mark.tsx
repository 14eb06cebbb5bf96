import type { TFunction } from 'i18next';
import { Link2Off, Power } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LibraryEntry, NamedEntry } from '../../../shared/model.ts';
import { formatList } from '../../i18n/format.ts';
import { setEnabled } from '../../stores/library.ts';
import { Button } from '../../ui/button.tsx';

const lacksWords = (t: TFunction, lacks: readonly NamedEntry[]): string =>
  t('library.needs.lacks', { count: lacks.length, mods: formatList(lacks.map(({ name }) => name)) });

/** A mod that is on without what it needs. */
export function LacksMark({ lacks, t }: { readonly lacks: readonly NamedEntry[]; readonly t: TFunction }) {
  const words = lacksWords(t, lacks);
  return (
    <span className="row-mark row-lacks" title={words}>
      <Link2Off aria-hidden />
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** The same in the details, with the way out. */
export function EntryLacks({ gameId, entry }: { readonly gameId: GameId; readonly entry: LibraryEntry }) {
  const { t } = useTranslation();
  const { lacks = [] } = entry;
  if (lacks.length === 0) return null;
  return (
    <div className="details-lacks" role="status">
      <p>
        <Link2Off aria-hidden />
        {lacksWords(t, lacks)}
      </p>
      <Button
        size="sm"
        icon={<Power aria-hidden />}
        onClick={() =>
          void setEnabled(
            gameId,
            lacks.map(({ entry: id }) => id),
            true,
          )
        }
      >
        {lacks.length === 1
          ? t('library.needs.turnOn', { mod: lacks[0]?.name ?? '' })
          : t('library.needs.turnOnAll', { count: lacks.length })}
      </Button>
    </div>
  );
}
