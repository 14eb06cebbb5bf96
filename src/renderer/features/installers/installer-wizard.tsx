import { Dialog as Base } from '@base-ui/react/dialog';
import { ArrowLeft, Check, PackageCheck } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstallerChoices, InstallerQuestions } from '../../../shared/installer.ts';
import { walkInstaller, type Walk } from '../../../shared/installer-walk.ts';
import type { Job } from '../../../shared/jobs.ts';
import { gameName } from '../../stores/games.ts';
import { answerInstaller, leaveInstaller, putOffInstaller } from '../../stores/installers.ts';
import { cancelJob } from '../../stores/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { InstallerStepView } from './installer-step.tsx';
import { InstallerSummary } from './installer-summary.tsx';
import { unansweredIn } from './words.ts';

interface WizardProps {
  readonly job: Job;
  readonly questions: InstallerQuestions;
}

/** Step after step, then a summary. Answers are kept while the player goes back and forth. */
export function InstallerWizard({ job, questions }: WizardProps) {
  const { t } = useTranslation();
  const { installer, facts, remembered } = questions;
  const [answers, setAnswers] = useState<InstallerChoices>(remembered ?? {});
  const [at, setAt] = useState(0);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const walk = walkInstaller(installer, facts, answers);
  // Answers may hide steps that were shown.
  const place = Math.min(at, walk.steps.length);
  const step = walk.steps[place];
  const heading = useHeadingFocus(place);

  const go = (to: number): void => {
    setFault(null);
    setAt(to);
  };
  const answer = (group: string, options: readonly string[]): void => {
    setFault(null);
    setAnswers((before) => ({ ...before, [group]: options }));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const open = step === undefined ? null : unansweredIn(step);
    if (open !== null) setFault(t('installers.unanswered', { group: open }));
    else if (step !== undefined) go(place + 1);
    else if (!busy) {
      setBusy(true);
      void answerInstaller(job.id, walk.choices).finally(() => setBusy(false));
    }
  };

  return (
    <form className="installer-form" onSubmit={submit}>
      <header className="installer-head">
        <div className="installer-names">
          <Base.Title className="dialog-title">
            {installer.name === '' ? t('installers.untitled') : t('installers.title', { mod: installer.name })}
          </Base.Title>
          <p className="faint">{t('installers.from', { title: job.title, game: gameName(job.gameId) })}</p>
          {questions.parts === true && <p className="muted">{t('installers.partsLead')}</p>}
        </div>
        <StepList walk={walk} at={place} onGo={go} />
      </header>
      {step === undefined ? (
        <InstallerSummary jobId={job.id} questions={questions} walk={walk} heading={heading} onGo={go} />
      ) : (
        <InstallerStepView
          key={place}
          step={step}
          number={place + 1}
          // The summary is the last step.
          count={walk.steps.length + 1}
          remembered={remembered}
          changed={questions.changed}
          heading={heading}
          fallbackImage={installer.image}
          first={place === 0}
          onAnswer={answer}
        />
      )}
      <footer className="installer-foot">
        <WaysOut job={job} />
        <p className="installer-fault" role="alert">
          {fault}
        </p>
        {place > 0 && (
          <Button icon={<ArrowLeft aria-hidden className="flips" />} onClick={() => go(place - 1)}>
            {t('installers.back')}
          </Button>
        )}
        <Button
          type="submit"
          tone="primary"
          busy={busy}
          icon={step === undefined ? <PackageCheck aria-hidden /> : undefined}
        >
          {step === undefined ? t('installers.install') : t('installers.next')}
        </Button>
      </footer>
    </form>
  );
}

function WaysOut({ job }: Pick<WizardProps, 'job'>) {
  const { t } = useTranslation();
  if (job.waitsFor?.kind === 'installer' && job.waitsFor.again === true)
    return (
      <Button tone="quiet" onClick={() => leaveInstaller(job)}>
        {t('installers.keep')}
      </Button>
    );
  return (
    <>
      <Button tone="quiet" onClick={() => void cancelJob(job.id)}>
        {t('installers.cancel')}
      </Button>
      <Button tone="quiet" onClick={() => putOffInstaller(job.id)}>
        {t('installers.later')}
      </Button>
    </>
  );
}

/** Each step begins at its heading, so that it is read aloud and Tab goes on from there. */
function useHeadingFocus(place: number) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    // The panel of installs that just closed gives the focus back to its button: take it again.
    const stop = new AbortController();
    const takeBack = (event: FocusEvent): void => {
      const outside = event.target instanceof Element && event.target.closest('[role="dialog"]') === null;
      if (outside) heading.current?.focus();
    };
    document.addEventListener('focusin', takeBack, { signal: stop.signal });
    return () => stop.abort();
  }, [place]);
  return heading;
}

interface StepListProps {
  readonly walk: Walk;
  readonly at: number;
  readonly onGo: (to: number) => void;
}

/** Where the player is; steps that were passed can be gone back to. */
function StepList({ walk, at, onGo }: StepListProps) {
  const { t } = useTranslation();
  const names = walk.steps.map(
    ({ step }, index) => step.name || t('installers.step', { number: index + 1, count: walk.steps.length + 1 }),
  );
  return (
    <ol className="installer-steps" aria-label={t('installers.stepsList')}>
      {[...names, t('installers.summary')].map((name, index) => (
        <li key={`${index} ${name}`} data-at={index === at || undefined} data-done={index < at || undefined}>
          <button
            type="button"
            className="installer-step-button"
            disabled={index > at}
            aria-current={index === at ? 'step' : undefined}
            onClick={() => onGo(index)}
          >
            <span className="installer-step-mark" aria-hidden>
              {index < at ? <Check /> : index + 1}
            </span>
            <span className="ellipsis">{name}</span>
            {index < at && <span className="sr-only">{t('installers.stepDone')}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}
