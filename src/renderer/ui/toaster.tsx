import { Toast } from '@base-ui/react/toast';
import { Check, CircleAlert, Info, Redo2, RotateCw, Undo2, X } from 'lucide-react';
import { useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { notices, type Notice, type NoticeAction } from '../stores/notices.ts';
import { useOutOfTheWay } from './use-out-of-the-way.ts';
import './toaster.css';

/** Where toasts appear. F6 moves the focus here. Timers rest while the pointer or the focus is inside. */
export function Toaster() {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  return (
    <Toast.Provider toastManager={notices} limit={4}>
      <Toast.Portal>
        <Toast.Viewport ref={place} className="toaster" aria-label={t('common.messages')}>
          <ToastList place={place} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList({ place }: { readonly place: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation();
  const { toasts } = Toast.useToastManager<Notice>();
  useOutOfTheWay(place, toasts);
  return toasts.map((toast) => {
    const tone = toast.data?.tone ?? 'plain';
    const action = toast.data?.action ?? null;
    return (
      <Toast.Root key={toast.id} toast={toast} className="toast" data-tone={tone} swipeDirection={['right', 'down']}>
        <Toast.Content className="toast-content">
          <span className="toast-icon">{toneIcon(tone)}</span>
          <div className="toast-words">
            <Toast.Title className="toast-title" />
            <Toast.Description className="toast-text" />
          </div>
          {action !== null && (
            <button type="button" className="toast-action" onClick={action.run}>
              {actionIcon(action.icon)}
              {action.label}
            </button>
          )}
          {/* It can be reached by Tab at any time, so it is never hidden from those who do. */}
          <Toast.Close className="icon-button" data-size="sm" aria-hidden={false} aria-label={t('common.dismiss')}>
            <X aria-hidden />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}

const toneIcons = { change: Check, error: CircleAlert, plain: Info } as const;

function toneIcon(tone: Notice['tone']) {
  const Icon = toneIcons[tone];
  return <Icon aria-hidden />;
}

const actionIcons = { undo: Undo2, redo: Redo2, retry: RotateCw } as const;

function actionIcon(icon: NoticeAction['icon']) {
  const Icon = actionIcons[icon];
  return <Icon aria-hidden />;
}
