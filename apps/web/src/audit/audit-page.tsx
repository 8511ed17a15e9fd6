import { AuditLog, type AuditLogQuery } from '@evenkeel/api-client';
import { isId } from '@evenkeel/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { DateField, Select } from '../kit/field.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading } from '../kit/states.js';
import { Table, type Column } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { useOperation } from '../shell/use-operation.js';
import { filterOf, shortReference, type Wanted } from './audit-filter.js';
import { ChainCard } from './chain-card.js';
import styles from './audit.module.css';

type Found = Extract<AuditLogQuery['auditLog'], { __typename: 'AuditPage' }>;
type Entry = Found['entries'][number];

/** What was done and read, for auditors: filtered, newest first, without a way into any record. */
export function AuditPage() {
  const { t } = useTranslation('audit-staff');
  const today = new Intl.DateTimeFormat('en-CA').format(new Date());
  const weekAgo = new Intl.DateTimeFormat('en-CA').format(new Date(Date.now() - 7 * 86_400_000));
  const [wanted, setWanted] = useState<Wanted>({ from: weekAgo, until: today, person: null, patientId: null, action: '' });
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const [actions, setActions] = useState<readonly string[]>([]);
  const change = (part: Partial<Wanted>): void => { setWanted({ ...wanted, ...part }); setCursors([null]); };
  const filter = filterOf(wanted, cursors.at(-1) ?? null);
  const result = useOperation(AuditLog, { filter }, { topics: ['audit'] });
  const answer = result.data?.auditLog;
  const page = answer?.__typename === 'AuditPage' ? answer : undefined;
  if (page && page.actions.length > 0 && wanted.action === '' && page.actions.join() !== actions.join()) setActions(page.actions);
  return (
    <Page wide heading={t('heading')} focusKey="audit">
      <ChainCard />
      <Muted>{t('note')}</Muted>
      <Card title={t('filter')}>
        <div className={styles.filter}>
          <DateField label={t('from')} value={wanted.from} max={wanted.until} onChange={(from) => change({ from })} />
          <DateField label={t('until')} value={wanted.until} min={wanted.from} onChange={(until) => change({ until })} />
          <Select label={t('action')} value={wanted.action} onChange={(action) => change({ action })} placeholder={t('anything')} options={actions.map((action) => ({ value: action, label: action }))} />
        </div>
        <ButtonRow>
          {wanted.person === null ? null : <Button onPress={() => change({ person: null })}>{`${t('clearPerson')}: ${wanted.person.name}`}</Button>}
          {wanted.patientId === null ? null : <Button onPress={() => change({ patientId: null })}>{`${t('clearPatient')}: ${shortReference(wanted.patientId)}`}</Button>}
        </ButtonRow>
      </Card>
      {page ? (
        <>
          <Entries entries={page.entries} onPerson={(person) => change({ person })} onPatient={(patientId) => change({ patientId })} />
          {cursors.length > 1 ? <p role="status">{t('page', { page: cursors.length })}</p> : null}
          <ButtonRow>
            {cursors.length > 1 ? <Button onPress={() => setCursors([null])}>{t('newest')}</Button> : null}
            {page.next === null ? null : <Button onPress={() => setCursors([...cursors, page.next])}>{t('older')}</Button>}
          </ButtonRow>
        </>
      ) : answer && answer.__typename !== 'AuditPage' ? <Notice tone="wait" role="alert"><p>{answer.message}</p></Notice>
        : result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}
    </Page>
  );
}

interface EntriesProps {
  readonly entries: readonly Entry[];
  readonly onPerson: (person: { readonly id: string; readonly name: string }) => void;
  readonly onPatient: (patientId: string) => void;
}

function Entries({ entries, onPerson, onPatient }: EntriesProps) {
  const { t } = useTranslation('audit-staff');
  const format = useFormat();
  const nameOf = (entry: Entry): string =>
    (entry.actorKind === 'system' ? t('system', { name: entry.actorId })
      : entry.actorName ?? (entry.actingRole === 'patient' ? t('aPatient', { reference: shortReference(entry.actorId) }) : t('unknown', { reference: shortReference(entry.actorId) })));
  const columns: readonly Column<Entry>[] = [
    { key: 'at', header: t('at'), cell: (entry) => <time dateTime={entry.at}>{format.dayTime(entry.at)}</time> },
    {
      key: 'who', header: t('who'),
      cell: (entry) => (
        <span>
          {entry.actorKind === 'person' ? <Button variant="link" aria-label={`${t('onlyPerson')}: ${nameOf(entry)}`} onPress={() => onPerson({ id: entry.actorId, name: nameOf(entry) })}>{nameOf(entry)}</Button> : nameOf(entry)}
          {entry.actingRole === null ? null : ` ${t('role', { role: t(`roles.${entry.actingRole}`, { defaultValue: entry.actingRole }) })}`}
        </span>
      ),
    },
    { key: 'did', header: t('did'), cell: (entry) => (entry.action === 'read' ? t('read', { category: t(`care-team-staff:category.${entry.category ?? ''}`, { defaultValue: entry.category ?? '' }) }) : entry.action) },
    {
      key: 'about', header: t('about'),
      cell: (entry) => (entry.patientId === null ? t('noPatient') : <Button variant="link" aria-label={`${t('onlyPatient')}: ${shortReference(entry.patientId)}`} onPress={() => onPatient(entry.patientId ?? '')}>{t('reference', { reference: shortReference(entry.patientId) })}</Button>),
    },
    { key: 'basis', header: t('basis'), cell: (entry) => entry.basis.split(' ').map((word) => (isId(word) ? shortReference(word) : word)).join(' ') },
  ];
  return <Table caption={t('caption')} captionHidden columns={columns} rows={entries} rowKey={(entry) => entry.id} empty={<Empty title={t('empty')} />} />;
}
