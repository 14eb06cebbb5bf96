import { TriangleAlert } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobId } from '../../../shared/ids.ts';
import type { ChosenFiles, InstallerQuestions } from '../../../shared/installer.ts';
import type { Result } from '../../../shared/ipc/contract.ts';
import type { Walk, WalkedGroup } from '../../../shared/installer-walk.ts';
import { errorWords } from '../../i18n/error-words.ts';
import { formatBytes } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import { readChosenFiles, readChosenOutlook } from '../../stores/installers.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { assumedWords, unmetNeeds } from './words.ts';

interface SummaryProps {
  readonly jobId: JobId;
  readonly questions: InstallerQuestions;
  readonly walk: Walk;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onGo: (to: number) => void;
}

/** All answers, and the files they put into the game. */
export function InstallerSummary({ jobId, questions, walk, heading, onGo }: SummaryProps) {
  const { t } = useTranslation();
  const needs = unmetNeeds(questions);
  return (
    <div className="installer-body installer-summary">
      <div className="installer-questions">
        <h2 ref={heading} tabIndex={-1} className="installer-heading">
          {t('installers.summary')}
        </h2>
        <p className="muted">{t('installers.summaryLead')}</p>
        {needs.length > 0 && <Warning text={t('installers.needs', { what: needs.join(', ') })} />}
        {questions.assumed.length > 0 && <Warning text={t('installers.assumed', { what: assumedWords(questions) })} />}
        {questions.missing.length > 0 && (
          <Warning text={t('installers.missing', { count: questions.missing.length })} files={questions.missing} />
        )}
        {walk.steps.map(({ step, groups }, index) => {
          const name = step.name || t('installers.step', { number: index + 1, count: walk.steps.length + 1 });
          return (
            <section key={`${index} ${name}`} className="installer-answers">
              <h3>
                {name}
                <button
                  type="button"
                  className="installer-change"
                  aria-label={t('installers.changeStep', { step: name })}
                  onClick={() => onGo(index)}
                >
                  {t('installers.change')}
                </button>
              </h3>
              <dl>
                {groups.map((group) => (
                  <div key={group.group.id}>
                    <dt>{group.group.name || t('installers.options')}</dt>
                    <dd>{chosenNames(group) || <span className="faint">{t('installers.nothingChosen')}</span>}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <Files jobId={jobId} walk={walk} />
    </div>
  );
}

/** Mods that lose files to it: the last page is the yes to that as well. */
function Overwrites({ jobId, walk }: Pick<SummaryProps, 'jobId' | 'walk'>) {
  const { t } = useTranslation();
  const [outlook] = useAsked(`${jobId} ${JSON.stringify(walk.choices)}`, () => readChosenOutlook(jobId, walk.choices));
  const { overwrites } = outlook.value ?? {};
  if (overwrites === undefined) return null;
  if (overwrites.length === 0) return <p className="faint">{t('installers.winsOverNobody')}</p>;
  return (
    <>
      <h3>{t('installers.winsOver')}</h3>
      <ul className="installer-beats">
        {overwrites.map(({ entry, name, files }) => (
          <li key={entry}>
            <bdi className="ellipsis">{name}</bdi>
            <span className="faint">{t('installers.overwritesFiles', { count: files })}</span>
          </li>
        ))}
      </ul>
      <p className="faint">{t('installers.overwritesHint')}</p>
    </>
  );
}

const chosenNames = ({ options }: WalkedGroup): string =>
  options
    .filter(({ selected }) => selected)
    .map(({ option }) => option.name)
    .join(', ');

function Warning({ text, files = [] }: { readonly text: string; readonly files?: readonly string[] }) {
  return (
    <div className="installer-warning">
      <TriangleAlert aria-hidden />
      <div>
        <p>{text}</p>
        {files.length > 0 && <p className="installer-paths faint">{files.slice(0, 5).join(', ')}</p>}
      </div>
    </div>
  );
}

function Files({ jobId, walk }: Pick<SummaryProps, 'jobId' | 'walk'>) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<Result<ChosenFiles> | null>(null);
  const wanted = JSON.stringify(walk.choices);
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const result = await readChosenFiles(jobId, JSON.parse(wanted));
      if (current) setAnswer(result);
    };
    void load();
    return () => {
      current = false;
    };
  }, [jobId, wanted]);
  return (
    <aside className="installer-pane">
      <h3 className="installer-pane-name">
        <span role="status">
          {answer === null
            ? t('installers.counting')
            : answer.ok
              ? countWords(answer.value)
              : errorWords(answer.error).message}
        </span>
      </h3>
      {answer?.ok === true && answer.value.total === 0 && <Warning text={t('installers.noFiles')} />}
      {answer?.ok === true && answer.value.total > 0 && (
        // A list that scrolls has to be reachable with the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul className="installer-files" aria-label={t('installers.filesList')} tabIndex={0}>
          {answer.value.files.map(({ path, size }) => (
            <li key={path}>
              <span className="ellipsis" title={path}>
                {path}
              </span>
              <span className="faint">{formatBytes(size)}</span>
            </li>
          ))}
          {answer.value.total > answer.value.files.length && (
            <li className="faint">
              {t('installers.moreFiles', { count: answer.value.total - answer.value.files.length })}
            </li>
          )}
        </ul>
      )}
      {answer?.ok === true && answer.value.total > 0 && <Overwrites jobId={jobId} walk={walk} />}
    </aside>
  );
}

const countWords = ({ total, bytes }: ChosenFiles): string =>
  i18n.t('installers.files', { count: total, size: formatBytes(bytes) });
