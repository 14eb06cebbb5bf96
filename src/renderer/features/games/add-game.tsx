import { FolderSearch, ShieldCheck, UserRoundX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEffect, useRef } from 'react';
import type { ErrorData } from '../../../shared/errors.ts';
import { useGames } from '../../stores/games.ts';
import { Button } from '../../ui/button.tsx';
import { LogoMark } from '../../ui/logo.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { FolderResult } from './folder-result.tsx';
import { FoundGames, notManaged } from './found-games.tsx';
import { useAdding, type Adding } from './use-adding.ts';
import { useFoundGames } from './use-found-games.ts';
import './add-game.css';

/** The first thing a new player sees, and where every later game is added. */
export function AddGame() {
  const { t } = useTranslation();
  const isFirst = useGames((store) => store.state?.games.length === 0);
  const adding = useAdding();
  const search = useFoundGames();
  return (
    <div className="screen add-game">
      <div className="add-game-column">
        {isFirst && adding.inspection === null ? (
          <div className="welcome-hero">
            <LogoMark size={72} title={t('app.name')} />
            <h1>{t('welcome.title')}</h1>
            <p>{t('welcome.promise')}</p>
          </div>
        ) : (
          <div className="add-game-head">
            <h1>{t('welcome.addTitle')}</h1>
            <p className="muted">{t('welcome.addLead')}</p>
          </div>
        )}
        {adding.inspection === null ? (
          <>
            <FoundGames search={search} adding={adding} first={isFirst} />
            <ChooseFolder adding={adding} first={isFirst} foremost={notManaged(search).length === 0} />
          </>
        ) : (
          <FolderResult
            key={`${adding.inspection.path} ${adding.inspection.recognisedAs.join()}`}
            adding={adding}
            inspection={adding.inspection}
          />
        )}
        {adding.error !== null && <Refusal error={adding.error} />}
      </div>
    </div>
  );
}

/** Stands below what was pressed, and may be out of view there. */
function Refusal({ error }: { readonly error: ErrorData }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  return (
    <div ref={place} className="refusal" tabIndex={-1}>
      <ErrorCard error={error} />
    </div>
  );
}

interface ChooseFolderProps {
  readonly adding: Adding;
  readonly first: boolean;
  /** Nothing else on the screen leads on. */
  readonly foremost: boolean;
}

function ChooseFolder({ adding, first, foremost }: ChooseFolderProps) {
  const { t } = useTranslation();
  return (
    <div className="choose-folder" data-first={first || undefined}>
      <Button
        tone={foremost ? 'primary' : 'plain'}
        size={foremost ? 'lg' : 'md'}
        icon={<FolderSearch aria-hidden />}
        busy={adding.busy === 'looking'}
        onClick={() => void adding.choose()}
      >
        {adding.busy === 'looking' ? t('welcome.looking') : t('welcome.choose')}
      </Button>
      {first && (
        <>
          <p className="faint">{t('welcome.chooseHint')}</p>
          <ul className="welcome-facts">
            <li>
              <UserRoundX aria-hidden />
              {t('welcome.noAccount')}
            </li>
            <li>
              <ShieldCheck aria-hidden />
              {t('welcome.noTelemetry')}
            </li>
          </ul>
        </>
      )}
    </div>
  );
}
