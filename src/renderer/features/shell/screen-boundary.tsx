import { CircleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { i18n } from '../../i18n/i18n.ts';
import { libraryScreen, show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';

/** A fault while drawing one screen takes away that screen and nothing else. */
export class ScreenBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override readonly state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <EmptyState icon={<CircleAlert aria-hidden />} title={i18n.t('app.crash')} hint={i18n.t('app.crashHint')}>
        <Button
          onClick={() => {
            this.setState({ broken: false });
            show(libraryScreen);
          }}
        >
          {i18n.t('shell.library')}
        </Button>
      </EmptyState>
    );
  }
}
