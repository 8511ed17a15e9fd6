import { AddAnnotation, ApiError } from '@evenkeel/api-client';
import { longestAnnotation, visibilities, type Visibility } from '@evenkeel/timeline-rules';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../check-ins/new-id.js';
import { Button, ButtonRow } from '../kit/button.js';
import { TextArea } from '../kit/field.js';
import { Card, Notice } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { useOnline } from '../shell/use-online.js';
import { useCommand } from '../shell/use-operation.js';
import { draftOf, keepDraft, type AnnotationDraft } from './annotation-draft.js';
import styles from './timeline.module.css';

const refusals = ['visibility-unknown', 'not-a-date', 'date-ahead', 'text-empty', 'annotation-too-long'] as const;

interface AnnotationSheetProps {
  readonly patientId: string;
  /** The day it is about, `YYYY-MM-DD`. */
  readonly date: string;
}

/** A note to one day. Who may read it is chosen before a word is written, and looks different for each. */
export function AnnotationSheet({ patientId, date }: AnnotationSheetProps) {
  const { t } = useTranslation('timeline-staff');
  const [draft, setDraft] = useState<AnnotationDraft | null>(() => draftOf(patientId, date));
  const [saved, setSaved] = useState(false);
  const change = (next: AnnotationDraft | null): void => { keepDraft(patientId, date, next); setDraft(next); };
  if (draft === null) {
    return (
      <div>
        <p role="status">{saved ? t('sheet.saved') : ''}</p>
        <Button variant="primary" onPress={() => { setSaved(false); change({ id: newId(), visibility: null, text: '' }); }}>{t('add')}</Button>
      </div>
    );
  }
  return <OpenSheet patientId={patientId} date={date} draft={draft} onChange={change} onSaved={() => setSaved(true)} />;
}

interface OpenSheetProps extends AnnotationSheetProps {
  readonly draft: AnnotationDraft;
  readonly onChange: (draft: AnnotationDraft | null) => void;
  readonly onSaved: () => void;
}

function OpenSheet({ patientId, date, draft, onChange, onSaved }: OpenSheetProps) {
  const { t } = useTranslation('timeline-staff');
  const format = useFormat();
  const online = useOnline();
  const heading = useId();
  const text = useRef<HTMLDivElement>(null);
  const saving = useCommand(AddAnnotation, ['timeline']);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<'failed' | 'fault' | 'gone' | null>(null);
  const { visibility } = draft;

  // Choosing leads on to writing.
  useEffect(() => {
    if (visibility !== null) text.current?.querySelector('textarea')?.focus();
  }, [visibility]);

  const save = async (chosen: Visibility): Promise<void> => {
    setRefusal(null);
    setTrouble(null);
    try {
      const reply = (await saving.mutateAsync({ input: { id: draft.id, patientId, localDate: date, visibility: chosen, text: draft.text } })).addAnnotation;
      if (reply.__typename === 'Annotation') {
        onSaved();
        onChange(null);
      } else if (reply.__typename === 'InvalidInput') setRefusal(t(`sheet.refusal.${refusals.find((each) => each === reply.code) ?? 'other'}`));
      else setTrouble('gone');
    } catch (error) {
      setTrouble(error instanceof ApiError && error.failure === 'unreachable' ? 'failed' : 'fault');
    }
  };

  if (visibility === null) {
    return (
      <Card title={t('sheet.title', { date: format.date(date) })}>
        <p>{t('sheet.who')}</p>
        {/* Buttons, not a set of choices: with arrow keys the first move would already have chosen. */}
        <ul className={styles.readers}>
          {visibilities.map((each) => (
            <li key={each}>
              <Button fill aria-describedby={`${heading}-${each}`} onPress={() => onChange({ ...draft, visibility: each })}>{t(`sheet.${each}`)}</Button>
              <p id={`${heading}-${each}`} className={styles.meta}>{t(`sheet.${each}Note`)}</p>
            </li>
          ))}
        </ul>
        <ButtonRow><Button onPress={() => onChange(null)}>{t('sheet.cancel')}</Button></ButtonRow>
      </Card>
    );
  }
  return (
    <section className={styles.sheet} data-visibility={visibility} aria-labelledby={heading}>
      <h2 id={heading}>{t(`sheet.heading.${visibility}`)}</h2>
      <p>{t('sheet.title', { date: format.date(date) })}</p>
      <div ref={text}>
        <TextArea label={t('sheet.text')} value={draft.text} error={refusal} maxLength={longestAnnotation} rows={5} onChange={(words) => onChange({ ...draft, text: words })} />
      </div>
      {online ? null : <Notice tone="wait" role="status"><p>{t('sheet.offline')}</p></Notice>}
      {trouble ? <Notice tone="wait" role="alert"><p>{t(`sheet.${trouble}`)}</p></Notice> : null}
      <ButtonRow>
        {online ? <Button variant="primary" isPending={saving.isPending} onPress={() => void save(visibility)}>{t(saving.isPending ? 'sheet.saving' : 'sheet.save')}</Button> : null}
        <Button onPress={() => onChange({ ...draft, visibility: null })}>{t('sheet.again')}</Button>
        <Button onPress={() => onChange(null)}>{t('sheet.cancel')}</Button>
      </ButtonRow>
    </section>
  );
}
