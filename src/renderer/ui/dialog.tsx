import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './dialog.css';

/** Everything behind it waits, keys of the window too. */
export const isModalOpen = (): boolean => document.querySelector('.scrim[data-open]') !== null;

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  /** For a preview with files. */
  readonly wide?: boolean;
  /** It came up by itself: the focus goes to none of its buttons, so that a key meant for something else presses none. */
  readonly byItself?: boolean;
}

export function Dialog(props: DialogProps) {
  const { open, onClose, title, icon, children, actions, wide = false, byItself = false } = props;
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup
          ref={popup}
          className="dialog"
          data-wide={wide || undefined}
          initialFocus={byItself ? popup : undefined}
        >
          {icon !== undefined && <span className="dialog-icon">{icon}</span>}
          <Base.Title className="dialog-title">{title}</Base.Title>
          <Base.Description render={<div />} className="dialog-body">
            {children}
          </Base.Description>
          <div className="dialog-actions">{actions}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

interface LightboxProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly label: string;
  readonly children: ReactNode;
}

/** Pictures over the whole window. */
export function Lightbox({ open, onClose, label, children }: LightboxProps) {
  const { t } = useTranslation();
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim scrim-dark" />
        <Base.Popup className="lightbox" aria-label={label}>
          {children}
          <Base.Close className="icon-button lightbox-close" aria-label={t('common.close')}>
            <X aria-hidden />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
