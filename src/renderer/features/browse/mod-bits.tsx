/** Small parts that a card and a line of the list share. */
import { Download, Heart, History } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundMod } from '../../../shared/catalogue.ts';
import type { ModSummary } from '../../../shared/model.ts';
import { formatCompact, formatDateTime, formatRelative, formatRelativeShort } from '../../i18n/format.ts';
import { providerName } from '../../ui/provider-name.ts';

interface BylineProps {
  readonly mod: FoundMod;
  readonly showProvider: boolean;
  readonly children?: ReactNode;
}

export function ModByline({ mod, showProvider, children }: BylineProps) {
  const { t } = useTranslation();
  return (
    <p className="mod-author ellipsis">
      {showProvider && <span className="mod-source">{providerName(mod.ref.provider)} · </span>}
      {t('discover.byAuthor', { author: mod.author })}
      {children}
    </p>
  );
}

/** When it last changed, as short as the language allows. */
export function ModUpdated({ mod: { updatedAt } }: { readonly mod: ModSummary }) {
  const { t } = useTranslation();
  if (updatedAt === null) return null;
  return (
    <time
      dateTime={new Date(updatedAt).toISOString()}
      title={t('discover.updated', { when: formatDateTime(updatedAt) })}
    >
      {formatRelativeShort(updatedAt)}
    </time>
  );
}

interface NumbersProps {
  readonly mod: FoundMod;
  readonly children?: ReactNode;
}

export function ModNumbers({ mod, children }: NumbersProps) {
  return (
    <ul className="mod-facts">
      {mod.seenAt !== null && <SeenBefore at={mod.seenAt} />}
      <Likes mod={mod} />
      <Downloads mod={mod} />
      {children}
    </ul>
  );
}

/** The catalogue remembers it; nobody has said today that it still is so. */
function SeenBefore({ at }: { readonly at: number }) {
  const { t } = useTranslation();
  const words = t('browse.seen', { when: formatRelative(at) });
  return (
    <li title={words}>
      <History aria-hidden />
      <span className="sr-only">{words}</span>
    </li>
  );
}

function Likes({ mod: { likes } }: { readonly mod: ModSummary }) {
  const { t } = useTranslation();
  if (likes === null) return null;
  return (
    <li title={t('discover.likes', { value: likes })}>
      <Heart aria-hidden />
      <span className="sr-only">{t('discover.likes', { value: '' })}</span>
      {formatCompact(likes)}
    </li>
  );
}

function Downloads({ mod: { downloads } }: { readonly mod: ModSummary }) {
  const { t } = useTranslation();
  if (downloads === null) return null;
  return (
    <li title={t('discover.downloads', { value: downloads })}>
      <Download aria-hidden />
      <span className="sr-only">{t('discover.downloads', { value: '' })}</span>
      {formatCompact(downloads)}
    </li>
  );
}
