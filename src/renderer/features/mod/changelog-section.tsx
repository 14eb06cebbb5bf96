import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModRef } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { ChangelogView } from './changelog-view.tsx';

/** Versions that are shown before the player asks for all. */
const few = 3;

/** What the author wrote about each version. Read when it is opened: many pages have none, and it costs a request. */
export function ChangelogSection({ modRef }: { readonly modRef: ModRef }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const key = open ? `${modRef.provider}:${modRef.id}` : null;
  const [asked, again] = useAsked(key, () => getBridge().mods.changelog({ ref: modRef }));
  const entries = asked.value ?? [];
  return (
    <details className="changelog-section" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2 className="mod-section">{t('plan.changelog')}</h2>
      </summary>
      {asked.error !== null && <ErrorCard compact error={asked.error} onRetry={again} />}
      {asked.value === null && asked.error === null && <div className="skeleton skeleton-news" aria-hidden />}
      {asked.value !== null && entries.length === 0 && <p className="muted">{t('updates.nothingWritten')}</p>}
      {entries.length > 0 && <ChangelogView entries={all ? entries : entries.slice(0, few)} />}
      {entries.length > few && !all && (
        <Button size="sm" onClick={() => setAll(true)}>
          {t('plan.allVersions', { count: entries.length })}
        </Button>
      )}
    </details>
  );
}
