import { PeerGroupSettings, type PeerGroupSettingsQuery, PeerSetGroup } from '@evenkeel/api-client/peer';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { TextArea, TextField } from '../kit/field.js';
import { Card, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading } from '../kit/states.js';
import { ModeratedHoursLine } from './moderated-hours-line.js';
import styles from './peer-groups.module.css';
import { refusalIn, useMe, usePeerCommand, usePeerQuery } from './use-peer.js';

type Group = PeerGroupSettingsQuery['groupSettings'][number];
const numbers = ['capacity', 'holdFirst', 'slowSeconds'] as const;
type Numbers = Readonly<Record<(typeof numbers)[number], string>>;

/** What each group is about and how it is moderated. */
export function SettingsPage() {
  const { t } = useTranslation('peer-groups-staff');
  const me = useMe().data?.me;
  const result = usePeerQuery(PeerGroupSettings, {}, { topics: ['queue'] });
  const groups = result.data?.groupSettings;
  return (
    <Page heading={t('settings.heading')} focusKey="settings">
      {me ? <ModeratedHoursLine hours={me} /> : null}
      {groups === undefined ? (
        result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what.settings')} />
      ) : groups.length === 0 ? <Empty title={t('settings.empty')} /> : groups.map((group) => <GroupForm key={group.id} group={group} />)}
    </Page>
  );
}

function GroupForm({ group }: { readonly group: Group }) {
  const { t } = useTranslation('peer-groups-staff');
  const [topic, setTopic] = useState(group.topic);
  const [about, setAbout] = useState(group.about);
  const [readOnly, setReadOnly] = useState(group.readOnly);
  const [typed, setTyped] = useState<Numbers>({ capacity: String(group.capacity), holdFirst: String(group.holdFirst), slowSeconds: String(group.slowSeconds) });
  const [tried, setTried] = useState(false);
  // What was on the screen when it was typed over: a change of somebody else in between is refused, not written over.
  const [read, setRead] = useState<number | null>(group.rowVersion);
  const save = usePeerCommand(PeerSetGroup);
  const answer = save.data?.setGroup;
  const refused = answer === undefined ? null : refusalIn(answer);
  const wrongField = answer?.__typename === 'InvalidInput' ? answer.field : null;
  const errorOf = (field: string): string | null => (wrongField === field ? refused : null);
  const isWhole = (value: string): boolean => /^\d{1,6}$/.test(value.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (save.isPending || !numbers.every((field) => isWhole(typed[field]))) return;
    const rowVersion = read ?? group.rowVersion;
    save.mutate({ input: { id: group.id, rowVersion, topic, about, readOnly, capacity: Number(typed.capacity), holdFirst: Number(typed.holdFirst), slowSeconds: Number(typed.slowSeconds) } }, {
      onSuccess: ({ setGroup }) => {
        if (setGroup.__typename === 'Stale') setRead(null);
        else if (refusalIn(setGroup) === null) setRead(rowVersion + 1);
      },
    });
  };
  return (
    <Card title={group.topic}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <TextField label={t('settings.topic')} value={topic} onChange={setTopic} maxLength={80} error={errorOf('topic')} />
        <TextArea label={t('settings.about')} value={about} onChange={setAbout} rows={3} maxLength={400} error={errorOf('about')} />
        {numbers.map((field) => (
          <TextField
            key={field} label={t(`settings.${field}`)} description={field === 'slowSeconds' ? t('settings.slowHelp') : undefined} inputMode="numeric"
            value={typed[field]} onChange={(value) => setTyped({ ...typed, [field]: value })} error={tried && !isWhole(typed[field]) ? t('settings.number') : errorOf(field)}
          />
        ))}
        <ChoiceGrid label={t('settings.readOnly')} columns={1} value={readOnly ? 'closed' : 'open'} onChange={(value) => setReadOnly(value === 'closed')} choices={[{ value: 'open', label: t('settings.open') }, { value: 'closed', label: t('settings.closed') }]} />
        {save.isError || (refused !== null && wrongField === null) ? <Notice tone="wait" role="alert"><p>{refused ?? t('refused')}</p></Notice> : null}
        <Button type="submit" variant="primary" isPending={save.isPending}>{t('settings.save')}</Button>
        <p role="status">{save.isSuccess && refused === null ? t('settings.saved') : null}</p>
      </form>
    </Card>
  );
}
