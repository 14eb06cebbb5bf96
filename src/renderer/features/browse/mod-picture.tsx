import { Eye } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModSummary } from '../../../shared/model.ts';
import { useSettings } from '../../stores/settings.ts';
import { Picture } from '../../ui/picture.tsx';

interface ModPictureProps {
  readonly mod: ModSummary;
  readonly small?: boolean;
  readonly children?: ReactNode;
}

/** The picture of a mod. One for adults stays blurred until it is asked for. */
export function ModPicture({ mod, small = false, children }: ModPictureProps) {
  const { t } = useTranslation();
  const blurAdult = useSettings((state) => state.blurAdult);
  const [revealed, setRevealed] = useState(false);
  const blurred = mod.rating === 'adult' && blurAdult && !revealed && mod.image !== null;
  return (
    <div className="mod-picture" data-small={small || undefined}>
      <Picture src={mod.image} alt="" name={mod.name} blurred={blurred} />
      {children}
      {blurred && (
        <button
          type="button"
          className="reveal"
          aria-label={t('discover.showAdult', { mod: mod.name })}
          onClick={() => setRevealed(true)}
        >
          <Eye aria-hidden />
        </button>
      )}
    </div>
  );
}
