import type { MedicineCode } from '@evenkeel/medicines-rules';
import { doseSlots, type DoseSlot } from '@evenkeel/taper-rules';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { Select } from '../../kit/field.js';
import styles from './editor.module.css';
import { fieldId } from './field-id.js';
import { FigureField } from './figure-field.js';
import type { PhaseForm } from './plan-form.js';
import type { FormDispatch } from './use-plan-form.js';
import type { PlanWords } from './use-plan-words.js';

export interface PhaseFieldsProps {
  readonly phase: PhaseForm;
  readonly place: number;
  readonly isLast: boolean;
  /** Medicines that this plan names. */
  readonly medicines: readonly MedicineCode[];
  /** Every medicine there is, in the order of the reader's language. */
  readonly all: readonly MedicineCode[];
  readonly dispatch: FormDispatch;
  readonly words: PlanWords;
  readonly error: (field: string) => string | null;
}

const dayOrder: readonly (readonly DoseSlot[])[] = [['night', 'evening', 'midday', 'morning'], ['morning', 'midday', 'evening', 'night'], ['evening', 'morning', 'midday', 'night'], ['midday', 'morning', 'evening', 'night']];

/** One phase with the fields of its kind. Sliders move the same figures as the fields beside them. */
export const PhaseFields = memo(function PhaseFields(props: PhaseFieldsProps) {
  const { phase, place, isLast, dispatch, words } = props;
  const { t } = useTranslation('taper-editor');
  const number = words.number(place + 1);
  const kind = t(`method.${phase.method}`);
  return (
    <div className={styles.phase} role="group" aria-label={t('phase.label', { number, kind })} id={fieldId(`phases.${place}.method`)} tabIndex={-1}>
      <div className={styles.phaseHead}>
        <h3>{t('phase.title', { number, kind })}</h3>
        <div className={styles.phaseTools}>
          <Button isDisabled={place === 0} onPress={() => dispatch({ do: 'move-phase', place, by: -1 })} aria-label={t('phase.earlierLabel', { number })}>{t('phase.earlier')}</Button>
          <Button isDisabled={isLast} onPress={() => dispatch({ do: 'move-phase', place, by: 1 })} aria-label={t('phase.laterLabel', { number })}>{t('phase.later')}</Button>
          <Button onPress={() => dispatch({ do: 'remove-phase', place })} aria-label={t('phase.removeLabel', { number })}>{t('phase.remove')}</Button>
        </div>
      </div>
      <p className={styles.muted}>{t(`methodHelp.${phase.method}`)}</p>
      {props.error(`phases.${place}.method`) === null ? null : <p className={styles.error}>{props.error(`phases.${place}.method`)}</p>}
      <Kind {...props} />
    </div>
  );
});

function Kind({ phase, place, medicines, all, dispatch, words, error }: PhaseFieldsProps) {
  const { t } = useTranslation('taper-editor');
  const set = (part: Partial<PhaseForm>): void => dispatch({ do: 'phase', place, part });
  const move = (part: Partial<PhaseForm>): void => dispatch({ do: 'phase', place, part }, true);
  const field = (name: string) => ({ id: fieldId(`phases.${place}.${name}`), error: error(`phases.${place}.${name}`) });
  const days = (name: 'everyDays' | 'waitDays' | 'days' | 'reviewEveryDays' | 'cut.overDays', label: string, value: string, change: (typed: string) => void, most: number, least = 1) => (
    <FigureField {...field(name)} label={label} places={0} sign={words.sign} value={value} onChange={change} slider={{ atLeast: least, atMost: most, step: 1, said: (units) => t('days', { count: units }) }} />
  );
  const mg = (name: 'cut.ug' | 'untilUg' | 'floorUg', label: string, value: string, change: (typed: string) => void, description?: string) => (
    <FigureField {...field(name)} label={label} description={description} places={3} sign={words.sign} value={value} onChange={change} />
  );
  const named = (name: 'medicine' | 'from' | 'to', label: string, value: string, codes: readonly MedicineCode[], change: (code: MedicineCode | '') => void) => (
    <Select {...field(name)} label={label} placeholder={t('choose')} value={value} onChange={(code) => change(codes.find((each) => each === code) ?? '')} options={codes.map((code) => ({ value: code, label: words.medicine(code) }))} />
  );
  const own = phase.medicine === '' || medicines.includes(phase.medicine) ? medicines : [...medicines, phase.medicine];
  const orders = dayOrder.some((order) => order.join() === phase.order.join()) ? dayOrder : [phase.order, ...dayOrder];
  const orderWords = (order: readonly DoseSlot[]): string => (order.length === 0 ? t('order.none') : order.map((slot) => t(`slot.${slot}`)).join(', '));
  const inOrder = (label: string, withEvenly: boolean) => (
    <Select
      {...field(withEvenly ? 'from' : 'order')}
      label={label}
      value={withEvenly && phase.from === 'evenly' ? 'evenly' : phase.order.join(' ')}
      onChange={(chosen) => set(chosen === 'evenly' ? { from: 'evenly' } : { from: 'in-order', order: doseSlotsOf(chosen) })}
      options={[...(withEvenly ? [{ value: 'evenly', label: t('order.evenly') }] : []), ...orders.map((order) => ({ value: order.join(' '), label: orderWords(order) }))]}
    />
  );
  switch (phase.method) {
    case 'gradual':
    case 'micro-taper':
      return (
        <>
          {named('medicine', t('phase.medicine'), phase.medicine, own, (medicine) => set({ medicine }))}
          {phase.method === 'micro-taper' ? (
            <Select {...field('vehicle')} label={t('phase.vehicle')} value={phase.vehicle} onChange={(vehicle) => set({ vehicle: vehicle === 'compounded' || vehicle === 'weighed' ? vehicle : 'liquid' })} options={(['liquid', 'compounded', 'weighed'] as const).map((value) => ({ value, label: t(`vehicle.${value}`) }))} />
          ) : null}
          <Select label={t('phase.cutBy')} value={phase.cutBy} onChange={(by) => set({ cutBy: by === 'amount' ? 'amount' : 'percent' })} options={[{ value: 'percent', label: t('cutBy.percent') }, { value: 'amount', label: t('cutBy.amount') }]} />
          {phase.cutBy === 'percent' ? (
            <FigureField {...field('cut.points')} label={t(phase.method === 'gradual' ? 'phase.percent' : 'phase.percentOver')} places={2} sign={words.sign} value={phase.percent} onChange={(percent) => move({ percent })} slider={{ atLeast: 100, atMost: 3000, step: 50, said: words.percent }} />
          ) : mg('cut.ug', t(phase.method === 'gradual' ? 'phase.amount' : 'phase.amountEach'), phase.amount, (amount) => move({ amount }))}
          {phase.method === 'micro-taper' && phase.cutBy === 'percent' ? days('cut.overDays', t('phase.overDays'), phase.overDays, (overDays) => move({ overDays }), 56, 7) : null}
          {days('everyDays', t('phase.everyDays'), phase.everyDays, (everyDays) => move({ everyDays }), phase.method === 'gradual' ? 56 : 13)}
          {days('waitDays', t('phase.waitDays'), phase.waitDays, (waitDays) => move({ waitDays }), 56)}
          {mg('untilUg', t('phase.until'), phase.until, (until) => move({ until }), t('phase.untilHelp'))}
          {inOrder(t('phase.from'), true)}
        </>
      );
    case 'substitution':
      return (
        <>
          {named('from', t('phase.switchFrom'), phase.medicine, own, (medicine) => set({ medicine }))}
          {named('to', t('phase.switchTo'), phase.to, all, (to) => set({ to }))}
          {inOrder(t('phase.switchOrder'), false)}
          <Select {...field('share')} label={t('phase.share')} value={phase.share} onChange={(share) => set({ share: share === 'half-slot' ? 'half-slot' : 'whole-slot' })} options={[{ value: 'whole-slot', label: t('share.whole-slot') }, { value: 'half-slot', label: t('share.half-slot') }]} />
          {days('everyDays', t('phase.switchEvery'), phase.everyDays, (everyDays) => move({ everyDays }), 28)}
          {days('waitDays', t('phase.waitDays'), phase.waitDays, (waitDays) => move({ waitDays }), 56)}
        </>
      );
    case 'hold':
      return days('days', t('phase.holdDays'), phase.days, (typed) => move({ days: typed }), 112);
    case 'final-stop':
      return <>{mg('floorUg', t('phase.floor'), phase.floor, (floor) => move({ floor }), t('phase.floorHelp'))}{days('waitDays', t('phase.floorDays'), phase.waitDays, (waitDays) => move({ waitDays }), 56)}</>;
    case 'maintenance':
      return days('reviewEveryDays', t('phase.reviewEvery'), phase.reviewEveryDays, (reviewEveryDays) => move({ reviewEveryDays }), 180, 7);
  }
}

const doseSlotsOf = (text: string): readonly DoseSlot[] => text.split(' ').flatMap((word) => doseSlots.filter((slot) => slot === word));
