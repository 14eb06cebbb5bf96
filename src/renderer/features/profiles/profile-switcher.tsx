import { ChevronsUpDown, FileInput, Layers, Plus, Settings2, Share2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { gameSettingsScreen, show } from '../../stores/navigation.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { openExport, openImport } from '../../stores/share.ts';
import { MenuButton, MenuChoice, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { ProfileForm } from './profile-form.tsx';
import { SwitchDialog } from './switch-dialog.tsx';
import './profiles.css';

/** The profile in use, in the header: one press shows the others. */
export function ProfileSwitcher({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const profiles = useProfiles(gameId).value?.profiles ?? [];
  const [wanted, setWanted] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const active = profiles.find((one) => one.active);
  if (active === undefined) return null;
  const counts = (one: typeof active): string => t('profiles.count', { active: one.enabledMods, count: one.mods });
  return (
    <>
      <MenuButton
        align="start"
        trigger={
          <button type="button" className="profile-switcher">
            <Layers aria-hidden />
            <span className="sr-only">{t('profiles.button')}</span>
            <bdi className="profile-name ellipsis">{active.name}</bdi>
            <span className="profile-count">{counts(active)}</span>
            <ChevronsUpDown aria-hidden />
          </button>
        }
      >
        <MenuChoice
          label={t('profiles.menu')}
          value={active.name}
          options={profiles.map((one) => ({ value: one.name, label: one.name, aside: counts(one) }))}
          onChange={(name) => name !== active.name && setWanted(name)}
        />
        <MenuLine />
        <MenuItem icon={<Plus aria-hidden />} onSelect={() => setMaking(true)}>
          {t('profiles.new')}
        </MenuItem>
        <MenuItem icon={<FileInput aria-hidden />} onSelect={() => openImport(gameId)}>
          {t('share.importMenu')}
        </MenuItem>
        <MenuItem icon={<Share2 aria-hidden />} onSelect={() => openExport(gameId)}>
          {t('share.exportMenu')}
        </MenuItem>
        <MenuItem icon={<Settings2 aria-hidden />} onSelect={() => show(gameSettingsScreen)}>
          {t('profiles.manage')}
        </MenuItem>
      </MenuButton>
      <SwitchDialog gameId={gameId} name={wanted} onClose={() => setWanted(null)} />
      <ProfileForm
        key={String(making)}
        gameId={gameId}
        open={making}
        rename={null}
        onClose={() => setMaking(false)}
        onMade={setWanted}
      />
    </>
  );
}
