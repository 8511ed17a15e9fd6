import { Tasks } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { Empty, ErrorState, Loading, StatusLine } from '../../kit/states.js';
import { addCatalogues } from '../../language/language.js';
import { useFormat } from '../../language/use-format.js';
import { useOnline } from '../../shell/use-online.js';
import { useOperation } from '../../shell/use-operation.js';
import en from './language/en.json';
import es from './language/es.json';
import { TaskCard, TaskHead } from './task-card.js';
import { type CareTask, type ListedTask, listOf } from './task-list.js';
import styles from './tasks.module.css';
import { useOpenTasks } from './use-tasks.js';

addCatalogues({ en: { 'care-team-tasks': en }, es: { 'care-team-tasks': es } });

/** What has to be done about the reader's patients: late first. */
export function TasksPage() {
  const { t } = useTranslation('care-team-tasks');
  const format = useFormat();
  const online = useOnline();
  const result = useOpenTasks(true, true);
  const [answering, setAnswering] = useState<CareTask | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const tasks = result.data?.tasks;
  const old = tasks !== undefined && (result.isError || !online) ? t(online ? 'notRefreshed' : 'offline', { time: format.dayTime(new Date(result.dataUpdatedAt).toISOString()) }) : null;
  const status = old ?? said;
  const list = listOf(tasks ?? [], answering);
  const done = (outcome: string): void => { setAnswering(null); setSaid(t(`said.${outcome}`, { defaultValue: t('said.done') })); };
  const part = (heading: string, listed: readonly ListedTask[]) => (listed.length === 0 ? null : (
    <section className={styles.part}>
      <h2>{heading}</h2>
      <ul className={styles.list}>
        {listed.map((each) => (
          <TaskCard key={each.task.id} {...each} isAnswering={answering?.id === each.task.id} onAnswer={() => { setSaid(null); setAnswering(each.task); }} onDone={done} onCancel={() => setAnswering(null)} />
        ))}
      </ul>
    </section>
  ));
  const heading = tasks === undefined ? t('headingUnknown') : list.late.length > 0 ? t('headingLate', { count: list.late.length }) : tasks.length > 0 ? t('heading', { count: tasks.length }) : t('headingNone');
  return (
    <Page heading={heading} focusKey="tasks" status={status === null ? null : <StatusLine>{status}</StatusLine>}>
      {tasks === undefined ? (
        result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />
      ) : (
        <Stack gap="sections">
          {list.late.length + list.waiting.length === 0 ? <Empty title={t('none.title')}><p>{t('none.text')}</p></Empty> : null}
          {part(t('lateTitle'), list.late)}
          {part(t('waitingTitle'), list.waiting)}
          <Closed />
        </Stack>
      )}
    </Page>
  );
}

/** What was closed last, for whoever asks what became of something. Read when it is asked for. */
function Closed() {
  const { t } = useTranslation('care-team-tasks');
  const [isOpen, setOpen] = useState(false);
  const result = useOperation(Tasks, { open: false }, { topics: ['task'], enabled: isOpen });
  return (
    <section className={styles.part}>
      <div><Button onPress={() => setOpen(!isOpen)}>{t(isOpen ? 'closed.hide' : 'closed.show')}</Button></div>
      {!isOpen ? null : result.data === undefined ? (
        result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('closed.what')} />
      ) : result.data.tasks.length === 0 ? <p>{t('closed.none')}</p> : (
        <>
          <h2>{t('closed.title')}</h2>
          <ul className={styles.list}>{result.data.tasks.map((task) => <li key={task.id} className={styles.task}><TaskHead task={task} /></li>)}</ul>
        </>
      )}
    </section>
  );
}
