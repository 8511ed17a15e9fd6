import { products } from '@evenkeel/medicines-rules';
import { isRefusal } from '@evenkeel/kernel';
import { layOut, planDifference, scheduleOf, type PlanDifference, type TaperPlan } from '@evenkeel/taper-rules';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { Table } from '../../kit/table.js';
import styles from './editor.module.css';
import { planOfVersion, type PlanVersion } from './plan-data.js';
import { PhaseLines, usePhaseWords } from './phase-lines.js';
import type { Around } from './picture.js';
import type { PlanWords } from './use-plan-words.js';

interface ComparePageProps {
  readonly patientId: string;
  readonly patientName: string;
  readonly versions: readonly PlanVersion[];
  readonly around: Around | null;
  readonly before: number;
  readonly after: number;
  readonly words: PlanWords;
  readonly status: ReactNode;
}

/** What one version would change of another one: days, phases, products, end. */
export function ComparePage({ patientId, patientName, versions, around, before, after, words, status }: ComparePageProps) {
  const { t } = useTranslation('taper-editor');
  const phaseWords = usePhaseWords(words);
  const [old, now] = [versions.find(({ number }) => number === before), versions.find(({ number }) => number === after)];
  const known = around?.known ?? products;
  const plans = useMemo(() => [old, now].map((version) => (version === undefined ? null : planOfVersion(version))), [old, now]);
  const [oldPlan = null, newPlan = null] = plans;
  const difference = useMemo((): PlanDifference | null => {
    const placed = (plan: TaperPlan | null) => {
      const laid = plan === null ? null : layOut(plan, new Map(known.map((product) => [product.code, product])));
      return laid === null || isRefusal(laid) ? null : { plan: laid.plan, schedule: scheduleOf(laid) };
    };
    const [left, right] = [placed(oldPlan), placed(newPlan)];
    if (left === null || right === null) return null;
    return planDifference(left, right, left.plan.startsOn < right.plan.startsOn ? right.plan.startsOn : left.plan.startsOn);
  }, [oldPlan, newPlan, known]);
  const none = difference !== null && difference.days.length === 0 && difference.phases.length === 0;
  return (
    <Page wide heading={t('compare.heading', { before, after })} above={patientName} back={{ to: `/patients/${patientId}/plan`, label: t('editor.back') }} status={status}>
      <Stack>
        {difference === null ? <p>{t('compare.cannot')}</p> : (
          <>
            {none ? <p>{t('compare.same')}</p> : null}
            {difference.endsOn === null ? null : <p>{t('compare.end', { before: difference.endsOn.before === null ? t('version.noEnd') : words.date(difference.endsOn.before), after: difference.endsOn.after === null ? t('version.noEnd') : words.date(difference.endsOn.after) })}</p>}
            <Card title={t('compare.days')}>
              <Table
                caption={t('compare.days')}
                captionHidden
                rows={difference.days}
                rowKey={({ from }) => from}
                empty={<p>{t('compare.noDays')}</p>}
                columns={[
                  { key: 'days', header: t('compare.from'), cell: ({ from, to }) => (to === null ? t('compare.on', { from: words.date(from) }) : t('compare.fromTo', { from: words.date(from), to: words.date(to) })) },
                  { key: 'before', header: t('versions.version', { number: before }), cell: (days) => (days.before === null ? t('compare.notCovered') : words.day(days.before)) },
                  { key: 'after', header: t('versions.version', { number: after }), cell: (days) => (days.after === null ? t('compare.notCovered') : words.day(days.after)) },
                ]}
              />
            </Card>
            {difference.phases.length === 0 ? null : (
              <Card title={t('compare.phases')}>
                <Table
                  caption={t('compare.phases')}
                  captionHidden
                  rows={difference.phases}
                  rowKey={({ place }) => String(place)}
                  columns={[
                    { key: 'place', header: t('compare.phase'), cell: ({ place, kind }) => t(`compare.${kind}`, { number: words.number(place + 1) }) },
                    { key: 'before', header: t('versions.version', { number: before }), cell: (each) => (each.before === null ? t('compare.notCovered') : phaseWords(each.before)) },
                    { key: 'after', header: t('versions.version', { number: after }), cell: (each) => (each.after === null ? t('compare.notCovered') : phaseWords(each.after)) },
                  ]}
                />
              </Card>
            )}
            {difference.products.added.length + difference.products.removed.length === 0 && !difference.equivalenceChanged ? null : (
              <Card title={t('compare.products')}>
                <ul className={styles.lines}>
                  {difference.products.added.map((code) => <li key={code}>{t('compare.added', { number: words.productOf(code) })}</li>)}
                  {difference.products.removed.map((code) => <li key={code}>{t('compare.removed', { number: words.productOf(code) })}</li>)}
                  {difference.equivalenceChanged ? <li>{t('compare.factor')}</li> : null}
                </ul>
              </Card>
            )}
          </>
        )}
        {oldPlan === null ? null : <Card title={t('versions.version', { number: before })}><PhaseLines plan={oldPlan} words={words} /></Card>}
        {newPlan === null ? null : <Card title={t('versions.version', { number: after })}><PhaseLines plan={newPlan} words={words} /></Card>}
      </Stack>
    </Page>
  );
}
