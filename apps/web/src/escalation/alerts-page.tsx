import { AlertBoard, type AlertBoardQuery, type ApiError } from '@evenkeel/api-client';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, dialled } from '../kit/button.js';
import { Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useOperation } from '../shell/use-operation.js';
import { AlertList, type AlertHead } from './alert-list.js';
import styles from './alert-list.module.css';
import { fallbackPhone, rememberFallbackPhone } from './fallback-phone.js';
import { Outdated, useOutdated } from './outdated.js';
import { arrange, sections, worstFirst, type Layout } from './queue.js';
import { useServerNow } from './server-clock.js';
import { useInUse } from './use-in-use.js';

type Board = AlertBoardQuery['alertBoard'];

/** The alerts of everybody this person answers for, read again on every bell and every 20 seconds. */
export function useAlertBoard(enabled = true): UseQueryResult<AlertBoardQuery, ApiError> {
  const result = useOperation(AlertBoard, {}, { topics: ['alerts', 'alert'], poll: true, enabled });
  const phone = result.data?.alertBoard.fallbackPhone;
  // Whichever page is open: it is needed when nothing can be read any more.
  useEffect(() => { if (phone) rememberFallbackPhone(phone); }, [phone]);
  return result;
}

/** What waits for an answer first, worst and oldest on top; then what somebody is on; then what was closed today. */
export function AlertsPage() {
  const { t } = useTranslation('escalation-staff');
  const result = useAlertBoard();
  const outdated = useOutdated(result);
  const board = result.data?.alertBoard;
  if (board) return <Sections board={board} outdated={outdated} />;
  return (
    <Page heading={t('heading.loading')}>
      {result.isError ? (
        <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} phone={fallbackPhone()} />
      ) : <Loading what={t('whatLoads')} />}
    </Page>
  );
}

function Sections({ board, outdated }: { readonly board: Board; readonly outdated: boolean }) {
  const { t } = useTranslation('escalation-staff');
  const format = useFormat();
  const now = useServerNow(board.serverNow);
  const { inUse, handlers } = useInUse();
  const [shown, setShown] = useState<Layout | null>(null);
  const fresh = useMemo(() => layoutOf(board), [board]);
  const heads = useMemo(() => new Map(sections.flatMap((section) => board[section].map((head) => [head.id, head] as const))), [board]);
  const mine = useMemo(() => new Set(board.mine.map((head) => head.id)), [board]);
  const { layout, held } = arrange(shown, fresh, inUse);
  if (layout !== shown) setShown(layout);
  // An alert that may not be seen any more is gone at once, whoever is pointing at it.
  const rows = (section: keyof Layout): readonly AlertHead[] => layout[section].flatMap((id) => heads.get(id) ?? []);
  const time = format.time(board.serverNow);
  // Counts what stands below it; what is held back has its own count beside it.
  const count = layout.waiting.length;
  return (
    <Page heading={count > 0 ? t('heading.waiting', { count }) : t('heading.none')}>
      {outdated ? <Outdated of="list" checkedAt={board.serverNow} phone={board.fallbackPhone} /> : null}
      <div className={styles.checked}>
        <p>{count > 0 ? t('checked', { time }) : t('nothingWaiting', { time })}</p>
        <div role="status">
          {held > 0 ? <Button variant="primary" onPress={() => setShown(fresh)}>{t('newOnes', { count: held })}</Button> : null}
        </div>
      </div>
      {count === 0 && board.lastClosedAt ? <p>{t('lastClosed', { when: format.dayTime(board.lastClosedAt) })}</p> : null}
      <div {...handlers}>
        <Stack gap="sections">
          <AlertList title={t('section.waiting')} heads={rows('waiting')} mine={mine} now={now} />
          <AlertList title={t('section.mine')} heads={rows('mine')} mine={mine} now={now} />
          <AlertList title={t('section.inProgress')} heads={rows('inProgress')} mine={mine} now={now} />
          <AlertList title={t('section.closedToday')} heads={rows('closedToday')} mine={mine} now={now} />
        </Stack>
      </div>
      <p className={styles.fallback}>{t('contact.fallback')}: <a href={`tel:${dialled(board.fallbackPhone)}`}>{board.fallbackPhone}</a></p>
    </Page>
  );
}

const layoutOf = (board: Board): Layout => ({
  waiting: worstFirst(board.waiting).map((head) => head.id),
  mine: worstFirst(board.mine).map((head) => head.id),
  inProgress: worstFirst(board.inProgress).map((head) => head.id),
  closedToday: board.closedToday.map((head) => head.id),
});
