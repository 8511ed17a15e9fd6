import { ApiError } from '@evenkeel/api-client';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { ErrorSummary } from '../../kit/field.js';
import { Notice, Stack } from '../../kit/notice.js';
import { useOnline } from '../../shell/use-online.js';

interface EntryFormProps {
  readonly patientId: string;
  /** Fields that stand here; a refusal about another one stands above all. */
  readonly fields: readonly string[];
  readonly send: () => Promise<{ readonly __typename: 'IntakeChanged' } | { readonly __typename: 'InvalidInput' | 'NotFound'; readonly field: string | null; readonly message: string }>;
  readonly isPending: boolean;
  readonly said: string;
  readonly label: string;
  readonly isDangerous?: boolean;
  /** The fields, told what is wrong with each. */
  readonly children?: (errorOf: (field: string) => string | null) => ReactNode;
}

/** One change of the lists beside an intake: sent once, shown as done when the server said so, and nothing typed is lost. */
export function EntryForm({ patientId, fields, send, isPending, said, label, isDangerous = false, children }: EntryFormProps) {
  const { t } = useTranslation('taper-intake');
  const navigate = useNavigate();
  const online = useOnline();
  const [wrong, setWrong] = useState<{ readonly field: string | null; readonly message: string } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const home = `/patients/${patientId}/intake`;

  async function run(): Promise<void> {
    setAttempt((count) => count + 1);
    setWrong(null);
    try {
      const done = await send();
      if (done.__typename === 'IntakeChanged') return await navigate(home, { state: { said } });
      const field = fields.find((each) => each === done.field) ?? null;
      setWrong({ field, message: field === null ? done.message : t('fault', { field: t(`field.${field}`), reason: done.message }) });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong({ field: null, message: t('notDone') });
    }
  }

  return (
    <>
      {online ? null : <Notice tone="wait" role="status"><p>{t('noLine')}</p></Notice>}
      <ErrorSummary errors={wrong === null ? [] : [{ fieldId: wrong.field === null ? null : `entry-${wrong.field}`, message: wrong.message }]} attempt={attempt} />
      <form noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); void run(); }}>
        <Stack>
          {children?.((field) => (wrong?.field === field ? wrong.message : null))}
          <ButtonRow>
            <Button type="submit" variant={isDangerous ? 'danger' : 'primary'} isPending={isPending} isDisabled={!online}>{isPending ? t('working') : label}</Button>
            <ButtonLink to={home}>{t('leave')}</ButtonLink>
          </ButtonRow>
        </Stack>
      </form>
    </>
  );
}
