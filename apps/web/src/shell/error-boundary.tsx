import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonRow, CallLink, Button } from '../kit/button.js';
import { ErrorState } from '../kit/states.js';
import { linesOf } from '../escalation/help-card.js';
import { useComfort } from './comfort-context.js';

/** Catches a screen that broke: what was answered is on the device, and the way to a human stays on the screen. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useTranslation('shell');
  const { t: escalation } = useTranslation('escalation');
  const { country } = useComfort();
  const number = linesOf(country, 'emergency')[0]?.call ?? null;
  return (
    <main style={{ padding: 'var(--gutter)' }}>
      <ErrorState><p>{t('broken.text')}</p></ErrorState>
      <ButtonRow>
        {/* A fresh load of the page, not a step within the one that broke. */}
        <Button variant="primary" onPress={() => window.location.assign('/')}>{t('broken.again')}</Button>
        {number ? <CallLink href={`tel:${number}`} variant="outline">{escalation('help.call', { number })}</CallLink> : null}
      </ButtonRow>
    </main>
  );
}
