import type { HelpPurpose } from '@evenkeel/symptoms-rules';
import { useTranslation } from 'react-i18next';
import { linesOf } from '../escalation/help-card.js';
import { HelpLines } from '../escalation/help-lines.js';
import { Card } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Table } from '../kit/table.js';
import { useComfort } from '../shell/comfort-context.js';

const levels = ['low', 'medium', 'high'] as const;
const purposes = ['emergency', 'crisis', 'poison'] as const satisfies readonly HelpPurpose[];

/** What to do at which level. A person decides which one it is, never code. Needs no line. */
export function PlaybookPage() {
  const { t } = useTranslation('peer-groups-staff');
  const { country } = useComfort();
  const lines = purposes.flatMap((purpose) => linesOf(country, purpose));
  return (
    <Page wide heading={t('playbook.heading')} focusKey="playbook">
      <Table
        caption={t('playbook.caption')} captionHidden rows={levels} rowKey={(level) => level}
        columns={[
          { key: 'level', header: t('playbook.level'), cell: (level) => t(`playbook.${level}.level`) },
          { key: 'sign', header: t('playbook.sign'), cell: (level) => t(`playbook.${level}.sign`) },
          { key: 'step', header: t('playbook.step'), cell: (level) => t(`playbook.${level}.step`) },
        ]}
      />
      <Card title={t('playbook.never')}><p>{t('playbook.neverText')}</p></Card>
      <Card title={t('playbook.you')}><p>{t('playbook.youText')}</p></Card>
      <Card title={t('playbook.lines')}><HelpLines lines={lines} tone="outline" withChecked /></Card>
    </Page>
  );
}
