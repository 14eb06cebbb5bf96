import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ModDetails, ModRef } from '../../../shared/model.ts';
import { readDetails, useModPage } from '../../stores/mod-pages.ts';
import { useSettings } from '../../stores/settings.ts';
import { recommendedFile } from '../../stores/install.ts';
import { ChangelogSection } from './changelog-section.tsx';
import { FileList } from './file-list.tsx';
import { Gallery } from './gallery.tsx';
import { ModFacts } from './mod-facts.tsx';
import { ModHead } from './mod-head.tsx';
import { RequirementsPanel } from './requirements-panel.tsx';
import { RichText } from './rich-text.tsx';
import { UnreadPage } from './unread-page.tsx';
import './mod-page.css';

interface ModPageProps {
  readonly gameId: GameId;
  readonly modRef: ModRef;
}

export function ModPage({ gameId, modRef }: ModPageProps) {
  const page = useModPage(modRef);
  const { provider, id } = modRef;
  useEffect(() => {
    void readDetails({ provider, id });
  }, [provider, id]);
  return (
    <div className="screen mod-page">
      <div className="mod-page-column">
        {page.value === null ? (
          page.error === null ? (
            <PageSkeleton />
          ) : (
            <UnreadPage gameId={gameId} modRef={modRef} error={page.error} />
          )
        ) : (
          <Page gameId={gameId} mod={page.value} />
        )}
      </div>
    </div>
  );
}

function Page({ gameId, mod }: { readonly gameId: GameId; readonly mod: ModDetails }) {
  const { t } = useTranslation();
  const blurAdult = useSettings((state) => state.blurAdult);
  const [revealed, setRevealed] = useState(false);
  const blurred = mod.rating === 'adult' && blurAdult && !revealed;
  const file = recommendedFile(mod) ?? mod.files[0] ?? null;
  return (
    <>
      <ModHead gameId={gameId} mod={mod} blurred={blurred} onReveal={() => setRevealed(true)} />
      <div className="mod-columns">
        <div className="mod-main">
          <Gallery mod={mod} blurred={blurred} />
          <section aria-labelledby="about">
            <h2 id="about" className="mod-section">
              {t('mod.about')}
            </h2>
            {mod.description.length === 0 ? (
              <p className="muted">{mod.summary === '' ? t('mod.noDescription') : mod.summary}</p>
            ) : (
              <RichText nodes={mod.description} blurred={blurred} />
            )}
          </section>
          <ChangelogSection modRef={mod.ref} />
        </div>
        <div className="mod-side">
          {file !== null && <RequirementsPanel gameId={gameId} file={file} />}
          <FileList gameId={gameId} mod={mod} />
          <ModFacts mod={mod} />
        </div>
      </div>
    </>
  );
}

function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status">
      <span className="sr-only">{t('mod.loading')}</span>
      <div className="mod-head" aria-hidden>
        <div className="mod-thumb skeleton" />
        <div className="mod-head-words">
          <div className="skeleton skeleton-title" />
          <div className="skeleton skeleton-short" />
        </div>
      </div>
      <div className="mod-columns" aria-hidden>
        <div className="mod-main">
          <div className="gallery-main skeleton" />
        </div>
        <div className="mod-side">
          <div className="skeleton skeleton-box" />
        </div>
      </div>
    </div>
  );
}
