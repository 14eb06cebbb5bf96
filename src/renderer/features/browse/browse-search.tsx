import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ProviderId } from '../../../shared/model.ts';
import { search, suggest, useBrowse } from '../../stores/discover.ts';
import { providerName } from '../../ui/provider-name.ts';
import { SearchField } from '../../ui/search-field.tsx';

/** After so long without a key, providers are asked too. In milliseconds. */
const typingPause = 350;

interface BrowseSearchProps {
  readonly gameId: GameId;
  readonly providers: readonly ProviderId[];
}

/** Every key is answered from this computer; a pause in typing asks the providers. */
export function BrowseSearch({ gameId, providers }: BrowseSearchProps) {
  const { t } = useTranslation();
  const browse = useBrowse(gameId);
  const [text, setText] = useState(browse.text);
  const asked = useRef(browse.text);
  const ask = (wanted: string): void => {
    asked.current = wanted;
    // Suggestions for a text that was never searched for make way too.
    if (wanted !== browse.text || browse.status === 'typing') void search(gameId, { text: wanted });
  };
  useEffect(() => {
    const wanted = text.trim();
    if (wanted !== '' && wanted !== browse.text) void suggest(gameId, wanted);
    const wait = setTimeout(() => ask(wanted), wanted === '' ? 0 : typingPause);
    return () => clearTimeout(wait);
    // oxlint-disable-next-line react/exhaustive-deps -- asks when the text changes, with what is known then
  }, [text]);
  // Searched or cleared from elsewhere, the field follows; what is being typed here stays.
  useEffect(() => {
    if (browse.text === asked.current) return;
    asked.current = browse.text;
    setText(browse.text);
  }, [browse.text]);
  const { scope } = browse;
  const only = scope === 'all' ? (providers.length === 1 ? providers[0] : undefined) : scope;
  return (
    <SearchField
      label={t('discover.search')}
      placeholder={
        only === undefined
          ? t('browse.searchAll', { count: providers.length })
          : t('discover.searchPlaceholder', { provider: providerName(only) })
      }
      clearLabel={t('discover.clear')}
      value={text}
      onChange={setText}
      onSubmit={() => ask(text.trim())}
    />
  );
}
