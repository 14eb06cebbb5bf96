import type { ProviderId } from '../../../shared/model.ts';
import { hueStyle, lettersOf } from '../../ui/picture.tsx';
import { providerName } from '../../ui/provider-name.ts';

/** Letters on the colour of a provider. Its name stands beside it. */
export function ProviderTile({ provider }: { readonly provider: ProviderId }) {
  const name = providerName(provider);
  return (
    <span className="provider-tile" style={hueStyle(name)} aria-hidden>
      <span data-letters={lettersOf(name)} />
    </span>
  );
}
