import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId, Sha256 } from '../../../shared/ids.ts';
import { removeEntries, revertMod, useEntryNames } from '../../stores/library.ts';
import { ChangeDialog } from '../change/change-dialog.tsx';
import { reasonIcon } from '../history/reason-icon.tsx';
import { MoveDialog } from './move-dialog.tsx';

/** What the library asks about before it does it. */
export type Question =
  | { readonly about: 'remove' | 'move'; readonly ids: readonly EntryId[] }
  | { readonly about: 'revert'; readonly id: EntryId; readonly manifest: Sha256; readonly version: string };

export type Ask = (question: Question) => void;

/** A single mod is removed at once: it is one undo away. Many are shown first. */
export function useQuestions(gameId: GameId): readonly [Question | null, Ask, () => void] {
  const [question, setQuestion] = useState<Question | null>(null);
  const ask: Ask = (next) => {
    if (next.about === 'remove' && next.ids.length === 1) void removeEntries(gameId, next.ids);
    else setQuestion(next);
  };
  return [question, ask, () => setQuestion(null)];
}

interface LibraryDialogsProps {
  readonly gameId: GameId;
  readonly question: Question | null;
  readonly onClose: () => void;
}

export function LibraryDialogs({ gameId, question, onClose }: LibraryDialogsProps) {
  const { t } = useTranslation();
  if (question === null) return null;
  if (question.about === 'move') return <MoveDialog gameId={gameId} ids={question.ids} onClose={onClose} />;
  if (question.about === 'revert') {
    const { id, manifest, version } = question;
    return (
      <ChangeDialog
        gameId={gameId}
        open
        onClose={onClose}
        change={{ verb: 'revert', entry: id, manifest }}
        title={t('library.revertTitle', { version })}
        icon={reasonIcon('revert')}
        confirm={t('library.revertConfirm')}
        onConfirm={() => revertMod(gameId, id, manifest)}
      />
    );
  }
  return <RemoveMany gameId={gameId} ids={question.ids} onClose={onClose} />;
}

function RemoveMany(props: {
  readonly gameId: GameId;
  readonly ids: readonly EntryId[];
  readonly onClose: () => void;
}) {
  const { gameId, ids, onClose } = props;
  const { t } = useTranslation();
  const names = useEntryNames(gameId);
  const shown = ids.slice(0, 3).map((id) => names.get(id) ?? '');
  return (
    <ChangeDialog
      gameId={gameId}
      open
      onClose={onClose}
      change={{ verb: 'remove', entries: [...ids] }}
      title={t('library.removeTitle', { count: ids.length })}
      icon={<Trash2 aria-hidden />}
      confirm={t('library.removeConfirm')}
      tone="danger"
      onConfirm={() => removeEntries(gameId, ids)}
    >
      <p>{ids.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ')}</p>
    </ChangeDialog>
  );
}
