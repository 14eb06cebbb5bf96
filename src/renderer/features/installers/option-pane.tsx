import { Maximize2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WalkedOption } from '../../../shared/installer-walk.ts';
import { Lightbox } from '../../ui/dialog.tsx';
import { Picture } from '../../ui/picture.tsx';

interface PaneProps {
  readonly shown: WalkedOption | null;
  readonly fallbackImage: string | null;
}

/** The picture and the author's words about the option the player looks at. */
export function OptionPane({ shown, fallbackImage }: PaneProps) {
  const { t } = useTranslation();
  const [large, setLarge] = useState(false);
  if (shown === null) return null;
  const { option } = shown;
  const image = option.image ?? fallbackImage;
  const alt = t('installers.picture', { option: option.name });
  return (
    // The inputs carry the description themselves, so this says nothing twice.
    <aside className="installer-pane">
      {image !== null && (
        <button
          type="button"
          className="installer-picture"
          aria-label={t('installers.enlarge', { option: option.name })}
          onClick={() => setLarge(true)}
        >
          <Picture src={image} alt="" name={option.name} eager fit="contain" />
          <Maximize2 aria-hidden />
        </button>
      )}
      <h3 className="installer-pane-name">{option.name}</h3>
      <p className="installer-description" data-empty={option.description === '' || undefined}>
        {option.description || t('installers.noDescription')}
      </p>
      {image !== null && (
        <Lightbox open={large} onClose={() => setLarge(false)} label={alt}>
          <Picture src={image} alt={alt} name={option.name} eager fit="contain" />
        </Lightbox>
      )}
    </aside>
  );
}
