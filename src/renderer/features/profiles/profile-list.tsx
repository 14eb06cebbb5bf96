import { FileInput, Layers, Pencil, Plus, Share2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Profile } from '../../../shared/model.ts';
import { noticeError } from '../../stores/notices.ts';
import { openExport, openImport } from '../../stores/share.ts';
import { readProfiles, removeProfile, useProfiles } from '../../stores/profiles.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { ProfileForm } from './profile-form.tsx';
import { SwitchDialog } from './switch-dialog.tsx';
import './profiles.css';

type Asking =
  | { readonly about: 'nothing' }
  | { readonly about: 'new' }
  | { readonly about: 'switch' | 'rename' | 'remove'; readonly name: string };

export function ProfileList({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const profiles = useProfiles(gameId);
  const [asking, setAsking] = useState<Asking>({ about: 'nothing' });
  const close = (): void => setAsking({ about: 'nothing' });
  const named = (about: 'switch' | 'rename' | 'remove'): string | null => (asking.about === about ? asking.name : null);
  return (
    <section className="settings-section" aria-labelledby="profiles-title">
      <div className="section-head">
        <div>
          <h2 id="profiles-title">{t('profiles.title')}</h2>
          <p className="muted">{t('profiles.lead')}</p>
        </div>
        <div className="profile-tools">
          <Button icon={<FileInput aria-hidden />} onClick={() => openImport(gameId)}>
            {t('share.importButton')}
          </Button>
          <Button icon={<Share2 aria-hidden />} onClick={() => openExport(gameId)}>
            {t('share.exportButton')}
          </Button>
          <Button icon={<Plus aria-hidden />} onClick={() => setAsking({ about: 'new' })}>
            {t('profiles.new')}
          </Button>
        </div>
      </div>
      {profiles.error !== null && profiles.value === null ? (
        <ErrorCard error={profiles.error} onRetry={() => void readProfiles(gameId)} />
      ) : (
        <ul className="panel profile-list">
          {(profiles.value?.profiles ?? []).map((profile) => (
            <li key={profile.name}>
              <ProfileRow profile={profile} onAsk={setAsking} />
            </li>
          ))}
        </ul>
      )}
      <SwitchDialog gameId={gameId} name={named('switch')} onClose={close} />
      <RemoveDialog gameId={gameId} name={named('remove')} onClose={close} />
      <ProfileForm
        key={asking.about === 'rename' ? asking.name : asking.about}
        gameId={gameId}
        open={asking.about === 'new' || asking.about === 'rename'}
        rename={named('rename')}
        onClose={close}
        onMade={(name) => setAsking({ about: 'switch', name })}
      />
    </section>
  );
}

function ProfileRow({ profile, onAsk }: { readonly profile: Profile; readonly onAsk: (asking: Asking) => void }) {
  const { t } = useTranslation();
  const { name, active, mods, enabledMods } = profile;
  return (
    <div className="profile-row">
      <Layers aria-hidden />
      <div className="profile-words">
        <p className="setting-title">
          <bdi>{name}</bdi>
          {active && <span className="here">{t('profiles.inUse')}</span>}
        </p>
        <p className="muted">{t('profiles.mods', { active: enabledMods, count: mods })}</p>
      </div>
      {!active && (
        <Button
          size="sm"
          aria-label={t('profiles.switchTo', { name })}
          onClick={() => onAsk({ about: 'switch', name })}
        >
          {t('profiles.switch')}
        </Button>
      )}
      <IconButton size="sm" label={t('profiles.rename', { name })} onClick={() => onAsk({ about: 'rename', name })}>
        <Pencil aria-hidden />
      </IconButton>
      {!active && (
        <IconButton size="sm" label={t('profiles.remove', { name })} onClick={() => onAsk({ about: 'remove', name })}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

function RemoveDialog(props: { readonly gameId: GameId; readonly name: string | null; readonly onClose: () => void }) {
  const { gameId, name, onClose } = props;
  const { t } = useTranslation();
  const remove = async (): Promise<void> => {
    if (name === null) return;
    const error = await removeProfile(gameId, name);
    if (error !== null) noticeError(error);
    onClose();
  };
  return (
    <Dialog
      open={name !== null}
      onClose={onClose}
      title={t('profiles.removeTitle', { name: name ?? '' })}
      icon={<Trash2 aria-hidden />}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button tone="danger" onClick={() => void remove()}>
            {t('profiles.removeConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('profiles.removeHint')}</p>
    </Dialog>
  );
}
