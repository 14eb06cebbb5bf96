import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModDetails } from '../../../shared/model.ts';
import { Lightbox } from '../../ui/dialog.tsx';
import { Picture } from '../../ui/picture.tsx';

interface GalleryProps {
  readonly mod: ModDetails;
  readonly blurred: boolean;
}

export function Gallery({ mod, blurred }: GalleryProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(0);
  const [large, setLarge] = useState(false);
  const pictures = mod.gallery.length > 0 ? mod.gallery : mod.image === null ? [] : [mod.image];
  const src = pictures[shown];
  if (src === undefined) return null;
  const count = pictures.length;
  const alt = t('mod.picture', { number: shown + 1, count });
  const step = (by: number): void => setShown((shown + by + count) % count);
  return (
    <section className="gallery" aria-label={t('mod.gallery')}>
      <button
        type="button"
        className="gallery-main"
        disabled={blurred}
        aria-label={t('mod.enlarge', { number: shown + 1, count })}
        onClick={() => setLarge(true)}
      >
        <Picture src={src} alt="" name={mod.name} eager blurred={blurred} />
      </button>
      {count > 1 && (
        <ul className="gallery-strip">
          {pictures.map((picture, index) => (
            <li key={picture}>
              <button
                type="button"
                className="gallery-thumb"
                aria-label={t('mod.showPicture', { number: index + 1 })}
                aria-current={index === shown ? 'true' : undefined}
                onClick={() => setShown(index)}
              >
                <Picture src={picture} alt="" name={mod.name} blurred={blurred} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Lightbox open={large} onClose={() => setLarge(false)} label={alt}>
        <div className="lightbox-picture" role="presentation" onKeyDown={(event) => stepByKey(event, step)}>
          <Picture src={src} alt={alt} name={mod.name} eager fit="contain" />
        </div>
        {count > 1 && <LightboxBar step={step} label={alt} />}
      </Lightbox>
    </section>
  );
}

function LightboxBar({ step, label }: { readonly step: (by: number) => void; readonly label: string }) {
  const { t } = useTranslation();
  return (
    <div className="lightbox-bar" role="presentation" onKeyDown={(event) => stepByKey(event, step)}>
      <button type="button" className="icon-button" aria-label={t('mod.previous')} onClick={() => step(-1)}>
        <ChevronLeft className="flip" aria-hidden />
      </button>
      <p aria-live="polite">{label}</p>
      <button type="button" className="icon-button" aria-label={t('mod.next')} onClick={() => step(1)}>
        <ChevronRight className="flip" aria-hidden />
      </button>
    </div>
  );
}

function stepByKey(event: React.KeyboardEvent, step: (by: number) => void): void {
  if (event.key === 'ArrowRight') step(1);
  if (event.key === 'ArrowLeft') step(-1);
}
