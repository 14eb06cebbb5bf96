import { Link2 } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatList } from '../../i18n/format.ts';
import { useEntryNames } from '../../stores/library.ts';
import { dropNeedsQuestion, useNeedsQuestion, type NeedsQuestion } from '../../stores/needs.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Mods that need each other are about to be parted: together, only what was asked for, or not at all. */
export function NeedsDialog() {
  const open = useNeedsQuestion((store) => store.open);
  useEffect(() => dropNeedsQuestion, []);
  return open === null ? null : <OpenQuestion question={open} />;
}

/** So many mods are named; the others are counted. */
const mostNamed = 6;

function OpenQuestion({ question }: { readonly question: NeedsQuestion }) {
  const { t } = useTranslation();
  const { gameId, entries, change, others, answer } = question;
  const names = useEntryNames(gameId);
  const [first] = entries;
  const one = entries.length === 1 && first !== undefined ? (names.get(first) ?? '') : null;
  const shown = others.slice(0, mostNamed).map(({ name }) => name);
  const more = others.length - shown.length;
  const listed = formatList(more > 0 ? [...shown, t('library.needs.more', { count: more })] : shown);
  const count = entries.length + others.length;
  return (
    <Dialog
      open
      onClose={() => answer(null)}
      title={
        one === null
          ? t(`library.needs.${change}.titleMany`, { count: entries.length })
          : t(`library.needs.${change}.title`, { mod: one })
      }
      icon={<Link2 aria-hidden />}
      actions={
        <>
          <Button onClick={() => answer(null)}>{t('common.cancel')}</Button>
          <Button onClick={() => answer(entries)}>
            {t(`library.needs.${change}.only`, { count: entries.length })}
          </Button>
          <Button
            tone={change === 'remove' ? 'danger' : 'primary'}
            onClick={() => answer([...entries, ...others.map(({ entry }) => entry)])}
          >
            {count === 2 ? t(`library.needs.${change}.both`) : t(`library.needs.${change}.all`, { count })}
          </Button>
        </>
      }
    >
      <p>
        {t(`library.needs.${change}.lead`, { count: change === 'on' ? entries.length : others.length, mods: listed })}
      </p>
      <p className="faint">{t('history.undoable')}</p>
    </Dialog>
  );
}
