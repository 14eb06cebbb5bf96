import { Archive, Combine, FolderTree, type LucideIcon } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderInspection } from '../../../shared/ipc/contract.ts';
import { layouts, type Layout } from '../../../shared/games.ts';
import { keepCustom, useGameDrafts, type CustomDraft } from '../../stores/game-drafts.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import type { Adding } from './use-adding.ts';
import { SourceFields, sourceKeys } from './source-fields.tsx';
import { TextField } from './text-field.tsx';

interface CustomGameProps {
  readonly adding: Adding;
  readonly inspection: FolderInspection;
  /** The player said that a known game was not the one. */
  readonly recognised: boolean;
}

/** Stand for choices that are no folder names: a folder cannot be called so on any system. */
const rootChoice = '.';
const otherChoice = '//other';

const layoutWords = {
  'merge-tree': { icon: Combine, title: 'welcome.layoutMerge', hint: 'welcome.layoutMergeHint' },
  'folder-per-mod': { icon: FolderTree, title: 'welcome.layoutFolder', hint: 'welcome.layoutFolderHint' },
  'archive-as-is': { icon: Archive, title: 'welcome.layoutArchive', hint: 'welcome.layoutArchiveHint' },
} as const satisfies Record<Layout, { icon: LucideIcon; title: string; hint: string }>;

/** Games that have a folder for mods call it so; all others take them in their own folder. */
const likelyFolder = (folders: readonly string[]): string =>
  folders.find((folder) => /^~?mods?$/iu.test(folder)) ?? rootChoice;

const firstDraft = ({ path, folders }: FolderInspection): CustomDraft => ({
  name: path.split(/[/\\]/u).findLast((part) => part !== '') ?? '',
  folder: likelyFolder(folders),
  path: '',
  layout: 'merge-tree',
  typed: {},
});

export function CustomGame({ adding, inspection, recognised }: CustomGameProps) {
  const { t } = useTranslation();
  const draft = useGameDrafts((store) => store.custom) ?? firstDraft(inspection);
  const { name, folder, path, layout, typed } = draft;
  const change = (part: Partial<CustomDraft>): void => keepCustom({ ...draft, ...part });
  const [asked, setAsked] = useState(false);
  const providers = sourceKeys(typed);
  const target = folder === otherChoice ? path.trim() : folder;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (name.trim() === '' || target === '' || providers === null) return;
    const targets = [{ path: target, layout }];
    void adding.add({ path: inspection.path, as: 'custom', name: name.trim(), targets, providers });
  };
  return (
    <form className="custom-game" onSubmit={submit} noValidate>
      {!recognised && (
        <div>
          <h2 className="section-title" data-takes-focus>
            {t('welcome.notRecognised')}
          </h2>
          <p className="muted">{t('welcome.notRecognisedHint')}</p>
        </div>
      )}
      <TextField
        label={t('welcome.name')}
        value={name}
        problem={asked && name.trim() === '' ? t('welcome.nameMissing') : null}
        onChange={(next) => change({ name: next })}
      />
      <div className="field">
        <span className="field-label">{t('welcome.target')}</span>
        <Select
          label={t('welcome.target')}
          value={folder}
          options={[
            ...inspection.folders.map((value) => ({ value, label: value })),
            { value: rootChoice, label: t('welcome.targetRoot') },
            { value: otherChoice, label: t('welcome.targetOther') },
          ]}
          onChange={(next) => change({ folder: next })}
        />
        {folder === otherChoice && (
          <TextField
            label={t('welcome.targetPath')}
            value={path}
            problem={asked && path.trim() === '' ? t('welcome.targetMissing') : null}
            onChange={(next) => change({ path: next })}
          />
        )}
      </div>
      <LayoutChoice value={layout} onChange={(next) => change({ layout: next })} />
      <fieldset className="field source-fields">
        <legend className="field-label">{t('gameSources.title')}</legend>
        <p className="muted">{t('gameSources.lead')}</p>
        <SourceFields typed={typed} game={name} strict={asked} onChange={(next) => change({ typed: next })} />
      </fieldset>
      <div>
        <Button type="submit" tone="primary" size="lg" busy={adding.busy === 'adding'}>
          {adding.busy === 'adding' ? t('welcome.adding') : t('welcome.addCustom')}
        </Button>
      </div>
    </form>
  );
}

interface LayoutChoiceProps {
  readonly value: Layout;
  readonly onChange: (layout: Layout) => void;
}

function LayoutChoice({ value, onChange }: LayoutChoiceProps) {
  const { t } = useTranslation();
  const group = useId();
  return (
    <fieldset className="field">
      <legend className="field-label">{t('welcome.layout')}</legend>
      <div className="layout-choices">
        {layouts.map((layout) => {
          const { icon: Icon, title, hint } = layoutWords[layout];
          return (
            <label key={layout} className="layout-choice">
              <input
                type="radio"
                name={group}
                checked={layout === value}
                aria-describedby={`${group}-${layout}`}
                onChange={() => onChange(layout)}
              />
              <Icon aria-hidden />
              <span className="layout-title">{t(title)}</span>
              <span className="layout-hint" id={`${group}-${layout}`}>
                {t(hint)}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
