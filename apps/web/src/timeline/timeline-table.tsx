import type { Timeline } from '@evenkeel/timeline-rules';
import { tableRows, type BucketRow, type StepRow } from '@evenkeel/timeline-scene';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { useFormat } from '../language/use-format.js';
import styles from './timeline.module.css';
import type { TimelineWords } from './use-timeline-words.js';

/** More rows than this are turned over like pages. */
const rowsOnPage = 300;

/** Everything the chart shows, as a real table made of the same columns. The newest comes first. */
export function TimelineTable({ timeline, words, caption }: { readonly timeline: Timeline; readonly words: TimelineWords; readonly caption: string }) {
  const { t } = useTranslation('timeline');
  const [page, setPage] = useState(0);
  const rows = useMemo(() => [...tableRows(timeline)].reverse(), [timeline]);
  const pages = Math.max(1, Math.ceil(rows.length / rowsOnPage));
  const here = Math.min(page, pages - 1);
  const has = (lane: string): boolean => !timeline.withheld.includes(lane);
  const columns = 1 + (has('dose') ? 1 : 0) + (has('overall') ? 2 : 0) + (has('check-ins') ? 1 : 0) + timeline.symptoms.length + (has('alerts') ? 1 : 0) + 1;
  return (
    <div className={styles.tableBox}>
      <div className={styles.tableScroll} tabIndex={0} role="region" aria-label={t('table.label')}>
        <table className={styles.table} data-timeline-table>
          <caption><span>{caption}</span></caption>
          <thead>
            <tr>
              <th scope="col">{t(`table.when.${timeline.resolution}`)}</th>
              {has('dose') ? <th scope="col" data-number>{t('table.dose')}</th> : null}
              {has('overall') ? <th scope="col" data-number>{t('table.overall')}</th> : null}
              {has('overall') ? <th scope="col" data-number>{t('table.between')}</th> : null}
              {has('check-ins') ? <th scope="col" data-number>{t('table.answered')}</th> : null}
              {timeline.symptoms.map((strip) => <th key={strip.code} scope="col">{words.symptom(strip.code)}</th>)}
              {has('alerts') ? <th scope="col" data-number>{t('table.alerts')}</th> : null}
              <th scope="col" data-number>{t('table.notes')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(here * rowsOnPage, (here + 1) * rowsOnPage).map((row) => row.kind === 'step'
              ? <Step key={row.key} row={row} words={words} columns={columns} />
              : <Bucket key={row.key} row={row} timeline={timeline} words={words} has={has} />)}
          </tbody>
        </table>
      </div>
      {pages > 1 ? (
        <ButtonRow>
          <Button isDisabled={here === 0} onPress={() => setPage(here - 1)}>{t('table.later')}</Button>
          <span>{t('table.page', { page: here + 1, of: pages })}</span>
          <Button isDisabled={here === pages - 1} onPress={() => setPage(here + 1)}>{t('table.earlier')}</Button>
        </ButtonRow>
      ) : null}
    </div>
  );
}

function Bucket({ row, timeline, words, has }: { readonly row: BucketRow; readonly timeline: Timeline; readonly words: TimelineWords; readonly has: (lane: string) => boolean }) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const score = (value: number | null): string => (value === null ? t('table.none') : words.score(value));
  const level = (value: number | null): string => {
    if (value === null) return t('table.none');
    return Number.isInteger(value) ? t(`check-ins:level.${value}`) : t('table.levelBetween', { low: t(`check-ins:level.${Math.floor(value)}`), high: t(`check-ins:level.${Math.ceil(value)}`) });
  };
  return (
    <tr data-day={row.day}>
      <th scope="row">{row.days === 1 ? format.date(row.from) : t('table.span', { from: format.date(row.from), to: format.date(row.to) })}</th>
      {has('dose') ? <td data-number data-cell="dose">{row.dose === null ? t('table.none') : format.dose(row.dose.micrograms)}</td> : null}
      {has('overall') ? <td data-number data-cell="overall">{score(row.median)}</td> : null}
      {has('overall') ? <td data-number>{row.min === null || row.max === null ? t('table.none') : row.min === row.max ? words.score(row.min) : t('table.fromTo', { from: words.score(row.min), to: words.score(row.max) })}</td> : null}
      {has('check-ins') ? <td data-number data-cell="answered">{row.days === 1 ? t(row.answered > 0 ? 'table.yes' : 'table.no') : t('table.of', { answered: row.answered, days: row.days })}</td> : null}
      {timeline.symptoms.map((strip, place) => {
        const cell = row.symptoms[place];
        const strongest = cell?.max ?? null;
        const middle = cell?.median ?? null;
        return <td key={strip.code} data-symptom={strip.code}>{middle !== null && strongest !== null && strongest > middle && row.days > 1 ? t('table.upTo', { middle: level(middle), most: level(strongest) }) : level(middle)}</td>;
      })}
      {has('alerts') ? <td data-number data-cell="alerts">{format.number(row.alerts)}</td> : null}
      <td data-number data-cell="notes">{format.number(row.notes)}</td>
    </tr>
  );
}

function Step({ row, words, columns }: { readonly row: StepRow; readonly words: TimelineWords; readonly columns: number }) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const to = `${words.medicine(row.drug)} ${format.dose(row.micrograms)}`;
  const said = row.previousMicrograms === null ? t('table.begins', { to })
    : row.previousMicrograms === row.micrograms ? t('table.holds', { to })
    : t('table.changes', { from: format.dose(row.previousMicrograms), to });
  return (
    <tr className={styles.stepRow} data-step={row.day}>
      <th scope="row">{format.date(row.date)}</th>
      <td colSpan={columns - 1}>{row.planned ? t('table.planned', { what: said }) : said}</td>
    </tr>
  );
}
