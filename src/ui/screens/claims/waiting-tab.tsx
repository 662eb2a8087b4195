import { CheckCircleOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { beijingDay } from '../../../domain/calendar/days.ts';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import {
  EVERYTHING_WAITING,
  keyOf,
  rowAfter,
  underFilter,
  type WaitingFilter,
  type WaitingMoney,
} from './waiting.ts';

/** A list of waiting money once it is known: its error, or where nothing waits and `isBusy` is not said, what that means. */
export function WaitingTab<Row>({
  query,
  isBusy,
  none,
  children,
}: {
  query: UseQueryResult<readonly Row[]>;
  isBusy: boolean;
  /** Text of an empty list; `<none>_text` says more. */
  none: string;
  children(rows: readonly Row[]): ReactNode;
}) {
  const { t } = useTexts();
  const go = useNavigate();
  if (query.isError) return <ErrorPanel error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows rows={14} />;
  if (query.data.length === 0 && !isBusy)
    return (
      <Empty
        icon={<CheckCircleOutlined aria-hidden />}
        title={t(none)}
        text={t(`${none}_text`)}
        action={{ label: t('screens.claims.to_imports'), run: () => void go(ROUTES.imports) }}
      />
    );
  return children(query.data);
}

/** What a list shows under its filter, and which row of it is in hand: the chosen one, else the first. */
export function useInHand<Row extends WaitingMoney>(rows: readonly Row[]) {
  const [filter, setFilter] = useState<WaitingFilter>(EVERYTHING_WAITING);
  const [at, setAt] = useState<string | null>(null);
  const list = useRef<HTMLTableElement>(null);
  const today = beijingDay(Date.now());
  const shown = underFilter(rows, filter, today);
  const here = shown.find(row => keyOf(row) === at) ?? shown[0] ?? null;
  return {
    filter,
    setFilter,
    clearFilter: () => setFilter(EVERYTHING_WAITING),
    list,
    today,
    shown,
    here,
    setAt,
    /** The row behind one that is done with comes to hand. */
    next: (row: Row) => {
      setAt(rowAfter(shown, keyOf(row)));
      list.current?.focus();
    },
  };
}
