import { useTranslation } from 'react-i18next';
import { Card } from '../../kit/notice.js';
import { Table } from '../../kit/table.js';
import { useFormat } from '../../language/use-format.js';
import { useSigner } from '../dose-sentence.js';
import type { PlanVersion } from './plan-data.js';
import type { PlanWords } from './use-plan-words.js';

/** What was set aside on this version, by whom and why: stamped on it for as long as it is kept. */
export function SignOffs({ signOffs, words }: { readonly signOffs: NonNullable<PlanVersion['signOffs']>; readonly words: PlanWords }) {
  const { t } = useTranslation('taper-editor');
  const format = useFormat();
  const signer = useSigner();
  return (
    <Card title={t('signOffs.title')}>
      <Table
        caption={t('signOffs.title')}
        captionHidden
        rows={signOffs}
        rowKey={({ id }) => id}
        columns={[
          { key: 'rule', header: t('signOffs.rule'), cell: ({ rule, on }) => (on === null ? t(`rule.${rule}.name`, { defaultValue: rule }) : t('signOffs.ruleOn', { rule: t(`rule.${rule}.name`, { defaultValue: rule }), date: words.date(on) })) },
          { key: 'kind', header: t('signOffs.kind'), cell: ({ kind }) => t(`signOffKind.${kind}`, { defaultValue: kind }) },
          { key: 'reason', header: t('signOffs.reason'), cell: ({ reason }) => reason },
          { key: 'by', header: t('signOffs.by'), cell: ({ by, at }) => t('versions.signedBy', { who: signer(by), when: format.dayTime(at) }) },
        ]}
      />
    </Card>
  );
}
