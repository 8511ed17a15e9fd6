import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../kit/button.js';
import { Page } from '../../kit/page.js';
import { EasePage } from './ease-page.js';
import { findingsOf, planOfVersion, type PlanVersion } from './plan-data.js';
import { detailOf, lookAt, type Around } from './picture.js';
import type { PlanWords } from './use-plan-words.js';

interface AnswerPageProps {
  readonly patientId: string;
  readonly patientName: string;
  readonly version: PlanVersion;
  readonly around: Around;
  readonly rule: string;
  readonly on: string | null;
  readonly words: PlanWords;
}

/** The page on which one finding is answered, by the rule and date in the address; or that there is nothing to answer any more. */
export function AnswerPage({ patientId, patientName, version, around, rule, on, words }: AnswerPageProps) {
  const { t } = useTranslation('taper-editor');
  const finding = findingsOf(version.findings ?? []).find((each) => each.rule === rule && each.on === on && each.isOpen === true);
  const back = `/patients/${patientId}/plan/${version.number}`;
  if (finding === undefined || version.state !== 'checked') {
    return (
      <Page heading={t('easePage.nothing')} back={{ to: back, label: t('easePage.back') }}>
        <p>{t('easePage.nothingText')}</p>
        <ButtonLink to={back} variant="primary">{t('easePage.back')}</ButtonLink>
      </Page>
    );
  }
  const plan = planOfVersion(version);
  const ask = plan === null ? null : { plan, changes: plan.changes, isNew: true, supplyDays: 28, page: 0, hold: null };
  const unitWeight = ask === null ? 1 : (detailOf(lookAt(ask, around), ask)?.unitWeight ?? 1);
  return <EasePage patientId={patientId} patientName={patientName} version={version} finding={finding} unitWeight={unitWeight} words={words} />;
}
