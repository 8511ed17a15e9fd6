import { PeerCheckName, PeerRequestToJoin } from '@evenkeel/api-client/peer';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { ChoiceList } from '../kit/choice-list.js';
import { TextField } from '../kit/field.js';
import { Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Avatar } from './avatar.js';
import styles from './peer-groups.module.css';
import { refusalIn, type Me, usePeerCommand } from './use-peer.js';

const guidelines = [1, 2, 3, 4, 5] as const;
const steps = guidelines.length + 2;

/** A made-up name, five guidelines one by one, and one choice that nobody makes for the reader. */
export function JoinPage({ me, guidelinesVersion, onBack }: { readonly me: Me; readonly guidelinesVersion: number; readonly onBack: () => void }) {
  const { t } = useTranslation('peer-groups');
  const [step, setStep] = useState(0);
  const [name, setName] = useState(me.displayName ?? '');
  const back = (): void => (step === 0 ? onBack() : setStep(step - 1));
  const frame = { above: t('join.step', { step: step + 1, of: steps }), back: { step: back, label: t('join.back') }, focusKey: `join-${step}` };
  const guideline = guidelines[step - 1];
  if (step === 0) return <NameStep me={me} frame={frame} name={name} onName={setName} onDone={() => setStep(1)} />;
  if (guideline !== undefined) {
    return (
      <Page {...frame} heading={t(`join.guideline.${guideline}.heading`)} footer={<Button variant="primary" fill onPress={() => setStep(step + 1)}>{t('join.understand')}</Button>}>
        <p>{t(`join.guideline.${guideline}.text`)}</p>
      </Page>
    );
  }
  return <ContactStep frame={frame} name={name} guidelinesVersion={guidelinesVersion} onNameRefused={() => setStep(0)} />;
}

interface Frame {
  readonly above: string;
  readonly back: { readonly step: () => void; readonly label: string };
  readonly focusKey: string;
}

function NameStep({ me, frame, name, onName, onDone }: { readonly me: Me; readonly frame: Frame; readonly name: string; readonly onName: (name: string) => void; readonly onDone: () => void }) {
  const { t } = useTranslation('peer-groups');
  const check = usePeerCommand(PeerCheckName, []);
  // Other suggestions come with every reading; a button must not change under the finger.
  const [suggestions] = useState(me.nameSuggestions);
  const refused = check.data === undefined ? null : refusalIn(check.data.checkName);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!check.isPending) check.mutate({ name }, { onSuccess: ({ checkName }) => { if (refusalIn(checkName) === null) onDone(); } });
  };
  const change = (value: string): void => { check.reset(); onName(value); };
  return (
    <Page {...frame} heading={t('join.name.heading')}>
      <form onSubmit={submit} noValidate className={styles.form}>
        {suggestions.length === 0 ? null : (
          <div role="group" aria-label={t('join.name.suggestions')} className={styles.under}>
            <p>{t('join.name.suggestions')}</p>
            {suggestions.map((each) => <Button key={each} fill onPress={() => change(each)}>{each}</Button>)}
          </div>
        )}
        <TextField label={t('join.name.label')} description={t('join.name.help')} error={refused} value={name} onChange={change} name="persona" autoComplete="off" maxLength={60} />
        {name.trim() === '' ? null : <p className={styles.named}><Avatar name={name} tint={me.tint} /> <b>{name}</b></p>}
        {check.isError ? <Notice tone="wait" role="alert"><p>{t('post.failed')}</p></Notice> : null}
        <Button type="submit" variant="primary" fill isPending={check.isPending}>{check.isPending ? t('join.name.checking') : t('join.name.next')}</Button>
      </form>
    </Page>
  );
}

function ContactStep({ frame, name, guidelinesVersion, onNameRefused }: { readonly frame: Frame; readonly name: string; readonly guidelinesVersion: number; readonly onNameRefused: () => void }) {
  const { t } = useTranslation('peer-groups');
  const [chosen, setChosen] = useState<readonly 'may'[]>([]);
  const join = usePeerCommand(PeerRequestToJoin, ['me']);
  const answer = join.data?.requestToJoin;
  const refused = answer === undefined ? null : refusalIn(answer);
  const send = (): void => join.mutate({ input: { displayName: name, guidelinesVersion, mayContact: chosen.includes('may') } });
  return (
    <Page {...frame} heading={t('join.contact.heading')} footer={<Button variant="primary" fill onPress={send} isPending={join.isPending}>{join.isPending ? t('join.contact.sending') : t('join.contact.send')}</Button>}>
      {refused === null ? null : (
        <Notice tone="wait" role="alert">
          <p>{refused}</p>
          {answer?.__typename === 'InvalidInput' && answer.field === 'displayName' ? <Button onPress={onNameRefused}>{t('join.back')}</Button> : null}
        </Notice>
      )}
      {join.isError ? <Notice tone="wait" role="alert"><p>{t('post.failed')}</p></Notice> : null}
      <ChoiceList label={t('join.contact.heading')} values={chosen} onChange={setChosen} choices={[{ value: 'may', label: t('join.contact.label') }]} />
      <Muted>{t('join.contact.off')}</Muted>
    </Page>
  );
}
