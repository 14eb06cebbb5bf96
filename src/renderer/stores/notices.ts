/** Toasts: what just happened and can be undone, and errors that belong to no card on the screen. */
import { Toast } from '@base-ui/react/toast';
import { toErrorData, type ErrorData } from '../../shared/errors.ts';
import type { JobId } from '../../shared/ids.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import type { Job } from '../../shared/jobs.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import { describeChange, outcomeSentence } from '../features/history/sentences.ts';
import { errorWords } from '../i18n/error-words.ts';
import { i18n } from '../i18n/i18n.ts';

export interface NoticeAction {
  readonly label: string;
  readonly icon: 'undo' | 'redo' | 'retry';
  readonly run: () => void;
}

export interface Notice {
  readonly tone: 'change' | 'error' | 'plain';
  readonly action: NoticeAction | null;
}

export const notices = Toast.createToastManager<Notice>();

/** The one toast about the last change. A new change takes its place. */
const changeToast = 'change';
const changeMillis = 20_000;
const errorMillis = 12_000;
const plainMillis = 5_000;

/** Open toasts that speak of the game on the screen: who leaves it, leaves them. */
const ofTheGame = new Set<string>();

const listKeys = { missing: 'outcome.listMissing', unreadable: 'outcome.listUnreadable' } as const;

/** Says what a change did and offers the way back. `elsewhere`: the name of the game, when another one is on the screen. */
export function noticeChange(outcome: ChangeOutcome, elsewhere: string | null, action: NoticeAction): void {
  const kept = outcome.kept.length === 0 ? '' : ` ${i18n.t('outcome.kept', { count: outcome.kept.length })}`;
  const list = outcome.list === undefined ? '' : ` ${i18n.t(listKeys[outcome.list])}`;
  noticeUndoable(
    outcomeSentence(outcome.reason, outcome.subject),
    `${elsewhere === null ? '' : `${elsewhere}: `}${describeChange(outcome.changed)}.${kept}${list}`,
    action,
  );
}

/** The way back stays where it always is: in the history, and on its keys. */
export function noticeUndoable(title: string, description: string, action: NoticeAction): void {
  ofTheGame.add(changeToast);
  notices.add({
    id: changeToast,
    title,
    description,
    timeout: changeMillis,
    data: {
      tone: 'change',
      action: {
        ...action,
        run: () => {
          notices.close(changeToast);
          action.run();
        },
      },
    },
  });
}

export function dismissChangeNotice(): void {
  notices.close(changeToast);
}

/** Another game is looked at. The way back and the errors stay where they are kept: in the history and among the installs. */
export function dismissGameNotices(): void {
  for (const id of ofTheGame) notices.close(id);
  ofTheGame.clear();
}

const jobToast = (jobId: JobId): string => `job-${jobId}`;

/** The card of the job keeps the error, so the toast may go by itself. */
export function noticeJobError({ id, title }: Pick<Job, 'id' | 'title'>, error: ErrorData, retry: Retry): void {
  ofTheGame.add(jobToast(id));
  // What its source does not hand out, it does not hand out the next time either.
  const again = error.code === 'mod_gone' ? null : retry;
  addError(
    jobToast(id),
    i18n.t('jobs.errorOf', { title, message: errorWords(error).message }),
    error,
    again,
    errorMillis,
  );
}

export function dismissJobNotice(jobId: JobId): void {
  ofTheGame.delete(jobToast(jobId));
  notices.close(jobToast(jobId));
}

export function noticeError(error: ErrorData, retry: Retry = null): void {
  addError(`error-${error.code}`, errorWords(error).message, error, retry, retry === null ? errorMillis : 0);
}

type Retry = (() => void) | null;

function addError(id: string, title: string, error: ErrorData, retry: Retry, timeout: number): void {
  const { hint, original } = errorWords(error);
  notices.add({
    id,
    title,
    description: original === null ? hint : `${hint} ${original}`,
    priority: 'high',
    timeout,
    data: {
      tone: 'error',
      action:
        retry === null
          ? null
          : {
              label: i18n.t('common.retry'),
              icon: 'retry',
              run: () => {
                notices.close(id);
                retry();
              },
            },
    },
  });
}

/** Stays until it is dismissed: nothing else on the screen says it. */
export function noticeLasting(title: string, description: string, action: NoticeAction | null = null): void {
  const id = `plain-${title}`;
  const once = action && {
    ...action,
    run: () => {
      notices.close(id);
      action.run();
    },
  };
  notices.add({ id, title, description, timeout: 0, data: { tone: 'plain', action: once } });
}

export function noticePlain(title: string, description?: string): void {
  notices.add({
    id: `plain-${title}`,
    title,
    ...(description === undefined ? {} : { description }),
    timeout: plainMillis,
    data: { tone: 'plain', action: null },
  });
}

/** Awaits a call; a failure becomes a toast and null. For calls whose place on the screen cannot show an error. */
export async function orNotice<T>(answer: Promise<Result<T>>, retry: (() => void) | null = null): Promise<T | null> {
  const result = await settled(answer);
  if (result.ok) return result.value;
  if (result.error.code !== 'cancelled') noticeError(result.error, retry);
  return null;
}

/** Awaits a call; a rejected promise (the process on the other side is gone) is an error like any other. */
export async function settled<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await answer;
  } catch (error) {
    return { ok: false, error: toErrorData(error) };
  }
}
