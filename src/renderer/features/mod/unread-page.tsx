import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ErrorData } from '../../../shared/errors.ts';
import type { GameId } from '../../../shared/ids.ts';
import type { ModRef } from '../../../shared/model.ts';
import { modReference } from '../../../shared/references.ts';
import { getBridge } from '../../bridge.ts';
import { formatRelative } from '../../i18n/format.ts';
import { useDiscover } from '../../stores/discover.ts';
import { useEntryOfMod } from '../../stores/library.ts';
import { readDetails } from '../../stores/mod-pages.ts';
import { orNotice } from '../../stores/notices.ts';
import { useSettings } from '../../stores/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { ErrorCard } from '../../ui/states.tsx';

interface UnreadPageProps {
  readonly gameId: GameId;
  readonly modRef: ModRef;
  readonly error: ErrorData;
}

/** A page that could not be read: what is known of the mod all the same, why, another try, and its page on the site. */
export function UnreadPage({ gameId, modRef, error }: UnreadPageProps) {
  const { t } = useTranslation();
  const known = useKnown(gameId, modRef);
  const blur = useSettings((settings) => settings.blurAdult);
  const provider = providerName(modRef.provider);
  const { author, pageUrl: url, seenAt } = known ?? nothing;
  return (
    <>
      <header className="mod-head">
        {known !== null && (
          <div className="mod-thumb">
            <Picture src={known.image} alt="" name={known.name} eager blurred={blur && known.adult} />
          </div>
        )}
        <div className="mod-head-words">
          <h1>
            <bdi>{known?.name ?? modRef.id}</bdi>
          </h1>
          <p className="muted">{author === null ? provider : `${t('discover.byAuthor', { author })} · ${provider}`}</p>
          {known !== null && known.summary !== '' && <p className="mod-lead">{known.summary}</p>}
        </div>
      </header>
      <ErrorCard
        error={error}
        onRetry={() => void readDetails(modRef)}
        also={
          seenAt === null
            ? t('mod.unreadHint')
            : `${t('browse.seen', { when: formatRelative(seenAt) })}. ${t('mod.unreadHint')}`
        }
      >
        {url !== null && (
          <Button
            icon={<ExternalLink className="flip" aria-hidden />}
            onClick={() => void orNotice(getBridge().app.openExternal({ url }))}
          >
            {t('common.openPage', { provider })}
          </Button>
        )}
      </ErrorCard>
    </>
  );
}

interface Known {
  readonly name: string;
  readonly author: string | null;
  readonly summary: string;
  readonly image: string | null;
  readonly adult: boolean;
  readonly pageUrl: string | null;
  /** When the catalogue saw it; null: it is told by a source, or by the library. */
  readonly seenAt: number | null;
}

const nothing = { author: null, pageUrl: null, seenAt: null };

/** What the list it was opened from says, or the library. */
function useKnown(gameId: GameId, modRef: ModRef): Known | null {
  const key = modReference(modRef);
  const found = useDiscover((store) => store.games[gameId]?.mods.find(({ ref }) => modReference(ref) === key));
  const entry = useEntryOfMod(gameId, modRef);
  if (found !== undefined) return { ...found, adult: found.rating === 'adult' };
  if (entry === null) return null;
  const { author, image, pageUrl, rating } = entry.provenance;
  return { name: entry.name, author, summary: '', image, adult: rating === 'adult', pageUrl, seenAt: null };
}
