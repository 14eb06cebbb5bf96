import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { readPreview, usePreview } from '../../stores/history.ts';
import { ChangeBody, ChangePreviewView, changesNothing } from '../change/change-preview.tsx';

interface RollBackPreviewProps {
  readonly gameId: GameId;
  readonly current: number;
  readonly to: number;
}

export function RollBackPreview({ gameId, current, to }: RollBackPreviewProps) {
  const { t } = useTranslation();
  const preview = usePreview(gameId, current, to);
  if (preview.value === null) {
    return <ChangePreviewView preview={preview} onRetry={() => void readPreview(gameId, current, to)} />;
  }
  if (changesNothing(preview.value)) return <SameAsNow />;
  return (
    <div className="preview">
      <h3 className="preview-title">
        {to === 0 ? t('history.previewTitleZero') : t('history.previewTitle', { number: to })}
      </h3>
      <ChangeBody preview={preview.value} />
    </div>
  );
}

function SameAsNow() {
  const { t } = useTranslation();
  return (
    <div className="generation-here">
      <Check aria-hidden />
      <div>
        <h3>{t('history.sameAsNow')}</h3>
        <p className="muted">{t('history.sameAsNowHint')}</p>
      </div>
    </div>
  );
}
