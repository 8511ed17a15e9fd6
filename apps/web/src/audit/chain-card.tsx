import { ApiError, AuditChain, CheckAuditChain } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { useCommand, useOperation } from '../shell/use-operation.js';
import styles from './audit.module.css';

/** Whether the hash chain over the audit is as it was written, by the last check, and a check now. */
export function ChainCard() {
  const { t } = useTranslation('audit-staff');
  const format = useFormat();
  const result = useOperation(AuditChain, {}, { topics: ['audit'] });
  const check = useCommand(CheckAuditChain, ['audit']);
  const [failed, setFailed] = useState(false);
  const chain = result.data?.auditChain;
  const run = (): void => {
    setFailed(false);
    check.mutateAsync({}).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      setFailed(true);
    });
  };
  return (
    <Card title={t('chain.title')}>
      {chain ? (
        <>
          <Notice tone={chain.intact ? 'ok' : 'urgent'} role={chain.intact ? undefined : 'alert'}>
            <p>{t(chain.intact ? 'chain.intact' : 'chain.broken')}</p>
            {chain.problems.length > 0 ? <ul lang="en">{chain.problems.map((problem) => <li key={problem}>{problem}</li>)}</ul> : null}
          </Notice>
          <p>{t('chain.when', { time: format.dayTime(chain.at), rows: format.number(chain.rows), seals: format.number(chain.seals), waiting: format.number(chain.waiting) })}</p>
          {chain.head === null ? null : <p className={styles.head}>{t('chain.head', { head: chain.head })}</p>}
        </>
      ) : result.data ? <p>{t('chain.never')}</p> : null}
      {failed ? <Notice tone="wait" role="alert"><p>{t('chain.fault')}</p></Notice> : null}
      <Muted>{t('chain.keep')}</Muted>
      <ButtonRow><Button isPending={check.isPending} onPress={run}>{check.isPending ? t('chain.checking') : t('chain.check')}</Button></ButtonRow>
    </Card>
  );
}
