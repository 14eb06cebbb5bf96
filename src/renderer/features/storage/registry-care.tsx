import { DatabaseZap, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getBridge } from '../../bridge.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { noticeError, orNotice, settled } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** The registry: whether it is sound, and making it anew from what lies in the store. */
export function RegistryCare() {
  const { t } = useTranslation();
  const [faults, setFaults] = useState<readonly string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [wished, setWished] = useState(false);
  const ref = useRef<HTMLElement>(null);
  const sent = useNavigation(({ screen }) => screen.name === 'settings' && screen.part === 'registry');
  useEffect(() => {
    if (sent) ref.current?.scrollIntoView({ block: 'center' });
  }, [sent]);
  const check = async (): Promise<void> => {
    setBusy(true);
    const answer = await orNotice(getBridge().storage.checkRegistry());
    setBusy(false);
    if (answer !== null) setFaults(answer.faults);
  };
  const rebuild = async (): Promise<void> => {
    setAsking(false);
    const answer = await settled(getBridge().storage.rebuildRegistry());
    if (answer.ok) setWished(true);
    else noticeError(answer.error);
  };
  return (
    <section ref={ref} className="panel registry-care" aria-labelledby="registry-title">
      <div className="setting-row">
        <div className="setting-words">
          <h3 id="registry-title" className="setting-title">
            {t('storage.registry')}
          </h3>
          <p className="muted">{t('storage.registryHint')}</p>
        </div>
        <Button size="sm" busy={busy} onClick={() => void check()}>
          {t('storage.registryCheck')}
        </Button>
        <Button size="sm" onClick={() => setAsking(true)}>
          {t('storage.registryRebuild')}
        </Button>
      </div>
      {faults !== null && <Found faults={faults} />}
      {wished && (
        <p className="tool-result" role="status">
          {t('storage.registryWished')}
        </p>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('storage.registryRebuildTitle')}
        icon={<DatabaseZap aria-hidden />}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
            <Button tone="primary" onClick={() => void rebuild()}>
              {t('storage.registryRebuildConfirm')}
            </Button>
          </>
        }
      >
        <p>{t('storage.registryRebuildLead')}</p>
      </Dialog>
    </section>
  );
}

function Found({ faults }: { readonly faults: readonly string[] }) {
  const { t } = useTranslation();
  const well = faults.length === 0;
  return (
    <div className="tool-result" data-tone={well ? undefined : 'warn'} role="status">
      {well ? <ShieldCheck aria-hidden /> : <ShieldAlert aria-hidden />}
      <div className="setting-words">
        <p>{well ? t('storage.registryGood') : t('storage.registryBad', { count: faults.length })}</p>
        {faults.slice(0, 5).map((fault) => (
          <p key={fault} className="faint">
            {fault}
          </p>
        ))}
      </div>
    </div>
  );
}
