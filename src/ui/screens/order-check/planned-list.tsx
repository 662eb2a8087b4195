import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { PlanCommitted, PlanListInput } from '../../../contract/plans.ts';
import { type PlanTurn, planOrders } from '../../../domain/orders/plan.ts';
import { type PlanReading, readPlanRows } from '../../../domain/orders/plan-rows.ts';
import type { CellTable } from '../../../domain/parties/cells.ts';
import type { RefusalData } from '../../../domain/refusal.ts';
import type { Rules } from '../../../domain/rulebook/lookup.ts';
import { desk, saveExport } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField } from '../clients/field.tsx';
import { useCommand } from '../clients/use-command.ts';
import { modePath } from './modes.ts';
import { LIST_USES, type ListUse, planLines, planRowOf, refusedRows } from './plan-lines.ts';
import { PlanTable } from './plan-table.tsx';

interface ListProps {
  name: string;
  tables: readonly CellTable[];
  rules: Rules;
  inBook: boolean;
}

/** A read list, judged row by row; in a book its allowed rows become plans or recorded orders. */
export function PlannedList({ tables, ...props }: ListProps) {
  const { refusal } = useTexts();
  const { reading, fault } = useReading(tables);
  if (!reading)
    return (
      <p className="clients-banner" role="alert">
        {refusal(fault)}
      </p>
    );
  return <Judged reading={reading} {...props} />;
}

/** The refusal of a list that has no header, or what was read. */
function useReading(tables: readonly CellTable[]): { reading?: PlanReading; fault?: unknown } {
  return useMemo(() => {
    try {
      return { reading: readPlanRows(tables) };
    } catch (fault) {
      return { fault };
    }
  }, [tables]);
}

function Judged({ reading, name, rules, inBook }: Omit<ListProps, 'tables'> & { reading: PlanReading }) {
  const { t } = useTexts();
  const [turn, setTurn] = useState<PlanTurn>('listed');
  const [use, setUse] = useState<ListUse>('check');
  const [on, setOn] = useState(today);
  const [done, setDone] = useState<PlanCommitted | null>(null);
  const outcome = useMemo(() => planOrders(reading.orders, rules, { turn }), [reading, rules, turn]);
  const day = readDay(on);
  const list = useMemo<PlanListInput | null>(
    () =>
      use === 'check' || day === null
        ? null
        : { rows: reading.orders.map(planRowOf), as: use, on: day, turn },
    [reading, use, day, turn],
  );
  const asked = useQuery({
    queryKey: ['book', 'plans', 'check', list],
    queryFn: () => desk.plans.check(list!),
    // What was committed stays as it was judged.
    enabled: list !== null && done === null,
    placeholderData: keepPreviousData,
  });
  const book = list ? (asked.data ?? null) : null;
  const lines = useMemo(
    () => planLines(reading, outcome, book, use, done),
    [reading, outcome, book, use, done],
  );
  const rows = showCount(reading.orders.length);
  return (
    <section className="panel check-planned" aria-labelledby="check-planned">
      <div className="panel-head">
        <h2 id="check-planned">
          {book
            ? t(`screens.order_check.list_sum.${use}`, {
                rows,
                allowed: showCount(book.allowed),
                amount: showFen(book.allowedFen),
              })
            : t('screens.order_check.planned', {
                rows,
                fitting: showCount(outcome.fitting),
                amount: showFen(outcome.fittingFen),
              })}
        </h2>
        <div className="check-heads">
          {inBook ? (
            <Segmented
              aria-label={t('screens.order_check.list_use')}
              value={use}
              options={LIST_USES.map(value => ({ value, label: t(`screens.order_check.list_use.${value}`) }))}
              disabled={done !== null}
              onChange={setUse}
            />
          ) : null}
          <Segmented
            aria-label={t('screens.order_check.turn')}
            value={turn}
            options={(['listed', 'smallest'] as const).map(value => ({
              value,
              label: t(`screens.order_check.turn.${value}`),
            }))}
            disabled={done !== null}
            onChange={setTurn}
          />
        </div>
      </div>
      {asked.isError && list ? <ErrorPanel error={asked.error} again={() => void asked.refetch()} /> : null}
      {use === 'check' ? null : (
        <CommitBar
          reading={reading}
          name={name}
          list={list}
          use={use}
          book={book}
          on={on}
          setOn={setOn}
          done={done}
          setDone={setDone}
        />
      )}
      <PlanTable lines={lines} />
    </section>
  );
}

/** The day of rows that name none, what will be committed, and the rows that will not as a workbook. */
function CommitBar(props: {
  reading: PlanReading;
  name: string;
  list: PlanListInput | null;
  use: Exclude<ListUse, 'check'>;
  book: { rows: { refusals: RefusalData[] }[]; allowed: number; allowedFen: number } | null;
  on: string;
  setOn(on: string): void;
  /** What was committed; a list is committed once. */
  done: PlanCommitted | null;
  setDone(done: PlanCommitted): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { reading, list, use, book, done } = props;
  const { busy, fault, send } = useCommand<PlanListInput, PlanCommitted>(input => desk.plans.commit(input));
  const reasons: [number, readonly RefusalData[]][] = done
    ? done.refused.map(({ row, refusals }) => [row, refusals])
    : (book?.rows ?? []).map(({ refusals }, at) => [at + 1, refusals]);
  const refused = refusedRows(reading, new Map(reasons));
  const commit = async () => {
    const answer = list && (await send(list));
    if (answer) props.setDone(answer);
  };
  const save = () =>
    desk.plans
      .refused({ name: props.name, rows: refused })
      .then(({ fileId }) => saveExport(fileId))
      .then(() => undefined, notify.refusal);
  return (
    <div className="check-commit">
      {done ? (
        <p role="status">
          {t(`screens.order_check.committed.${use}`, { done: showCount(done.done.length) })}{' '}
          <Link to={use === 'planned' ? modePath('planned') : ROUTES.orders}>
            {t(`screens.order_check.committed_go.${use}`)}
          </Link>
        </p>
      ) : (
        <>
          <DayField name={t(`screens.order_check.list_day.${use}`)} value={props.on} change={props.setOn} />
          <Button
            type="primary"
            loading={busy}
            disabled={!book || book.allowed === 0}
            onClick={() => void commit()}
          >
            {t(`screens.order_check.commit.${use}`, {
              orders: showCount(book?.allowed ?? 0),
              amount: `¥${showFen(book?.allowedFen ?? 0)}`,
            })}
          </Button>
        </>
      )}
      <Button disabled={refused.length === 0} onClick={() => void save()}>
        {t('screens.order_check.save_refused', { rows: showCount(refused.length) })}
      </Button>
      {fault ? (
        <p className="clients-fault" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
    </div>
  );
}
