import { useTranslation } from 'react-i18next';
import { HelpCardPanel } from '../escalation/help-card-panel.js';
import { Button } from '../kit/button.js';
import { Notice, Stack } from '../kit/notice.js';

interface CrisisHelpProps {
  /** What is true of the post at this moment. */
  readonly state: 'sending' | 'sent' | 'not-sent';
  readonly onBack: () => void;
  /** Where no heading of the page says it. */
  readonly titled?: boolean;
}

/** Whom to call, at once and inline, bundled with the page; then where the post is, and the way back to it. */
export function CrisisHelp({ state, onBack, titled = false }: CrisisHelpProps) {
  const { t } = useTranslation('peer-groups');
  const said = { sending: t('crisis.sending'), sent: t('crisis.sent'), 'not-sent': t('crisis.notSent') }[state];
  return (
    <Stack>
      <Notice tone="urgent" role="alert" title={titled ? t('crisis.heading') : null}><p>{t('crisis.text')}</p></Notice>
      <HelpCardPanel card="crisis" clinicPhone={null}>
        <p role="status">{said}</p>
        <Button fill onPress={onBack}>{t('crisis.back')}</Button>
      </HelpCardPanel>
    </Stack>
  );
}
