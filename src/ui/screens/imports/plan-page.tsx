import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { ImportDone, ImportPlan } from '../../../contract/imports.ts';
import type { GridRow } from '../../../domain/grid.ts';
import type { RowState } from '../../../domain/imports/types.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { planPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import type { GridState } from '../../grid/grid-state.ts';
import type { ToneOf } from '../../grid/props.ts';
import { useBack } from '../statements/use-back.ts';
import { useProfileTitle } from '../statements/words.ts';
import { AccountChoice } from './account-choice.tsx';
import { isAtHand } from './again.ts';
import { bookPlans, freshPlan, useBookingRun } from './booking.ts';
import { GridTap } from './grid-tap.tsx';
import { MissingFile } from './missing-file.tsx';
import { PlanFacts } from './plan-facts.tsx';
import { PlanProgress } from './plan-progress.tsx';
import { toBook, VERDICT_TONES } from './plans.ts';
import { useDone, usePlans } from './queries.ts';
import { RowDetail } from './row-detail.tsx';
import { VerdictCards } from './verdict-cards.tsx';

/** One stored plan: what it is, its rows by verdict, and carrying it out; or what was carried out. */
export function PlanPage({ book, plan: id }: { book: BookState; plan: number }) {
  const { t } = useTexts();
  const plans = usePlans();
  const done = useDone();
  const open = plans.data?.find(({ plan }) => plan === id);
  const carriedOut = done.data?.find(({ plan }) => plan === id);
  if (open) return <Planned book={book} plan={open} done={null} open={open} />;
  if (carriedOut) return <Planned book={book} plan={carriedOut} done={carriedOut} open={null} />;
  const failed = plans.error ?? done.error;
  const known = plans.data && done.data;
  const error = failed ?? (known ? new Refusal('imports.plan_unknown', { plan: id }) : null);
  return (
    <Page title={t('screens.imports.plan')} back={<BackButton />} fill>
      {error ? (
        <ErrorPanel error={error} again={() => void Promise.all([plans.refetch(), done.refetch()])} />
      ) : (
        <SkeletonRows rows={14} />
      )}
    </Page>
  );
}

type Shown = Omit<ImportPlan, 'fileId'>;
type Side = 'row' | 'account';

function Planned(props: {
  book: BookState;
  plan: Shown;
  done: ImportDone | null;
  /** The plan where it waits to be carried out. */
  open: ImportPlan | null;
}) {
  const { t } = useTexts();
  const go = useNavigate();
  const titleOf = useProfileTitle();
  const { book, plan, done, open } = props;
  const fileId = open?.fileId ?? null;
  const [grid, setGrid] = useState<GridState | null>(null);
  const [row, setRow] = useState<GridRow | null>(null);
  const [side, setSide] = useState<Side>('row');
  const acts = usePlanActs(book.id, plan, open);
  const planned = (fresh: number) => void go(planPath(fresh), { replace: true });
  useBack('imports.back', 'screens.imports.back', () => void go(ROUTES.imports));
  return (
    <Page
      fill
      title={plan.name}
      back={<BackButton />}
      about={
        <span className="file-about">
          {done ? (
            <Chip
              tone={done.undone ? 'neutral' : 'success'}
              word={t(done.undone ? 'screens.imports.undone' : 'screens.imports.carried_out')}
            />
          ) : null}
          {titleOf(plan.profile)}
        </span>
      }
      actions={
        <>
          <ActionButton action={acts.refused} />
          {done ? null : (
            <>
              <ActionButton action={acts.again} />
              <ActionButton action={acts.forget} />
              <ActionButton action={acts.book} type="primary" loading={acts.running} />
            </>
          )}
        </>
      }
    >
      <div className="compared">
        <PlanFacts
          plan={plan}
          done={done}
          changeAccount={done || fileId === null ? null : () => setSide('account')}
        />
        {open && !isAtHand(open) ? <MissingFile book={book.id} plan={plan} /> : null}
        <PlanProgress book={book.id} plan={plan.plan} planned={planned} />
        <VerdictCards plan={plan} grid={grid} />
        <div className="result-main">
          <DeskGrid
            grid={`book:plan:${plan.plan}`}
            layoutKey="book:plan"
            name={t('screens.imports.grid_name', { file: plan.name })}
            unit={t('screens.statements.yuan')}
            tones={TONES}
            hidden={HIDDEN}
            onFocusRow={focused => {
              setRow(focused);
              setSide('row');
            }}
          >
            <GridTap to={setGrid} />
            <span className="muted">{t('screens.imports.grid_about')}</span>
          </DeskGrid>
          <aside className="side imports-side" aria-label={t('screens.imports.side')}>
            {side === 'account' && fileId !== null ? (
              <AccountChoice
                book={book.id}
                plan={plan}
                fileId={fileId}
                planned={planned}
                close={() => setSide('row')}
              />
            ) : (
              <RowDetail plan={plan} n={row === null ? null : Number(row.id)} />
            )}
          </aside>
        </div>
      </div>
    </Page>
  );
}

/** Columns that say little until somebody asks. */
const HIDDEN = ['n', 'sheet'];
const TONES: ToneOf = {
  verdict: ({ values }) => VERDICT_TONES[values.verdict as RowState] ?? 'neutral',
};

function BackButton() {
  const { t } = useTexts();
  const go = useNavigate();
  return (
    <Button type="text" icon={<ArrowLeftOutlined aria-hidden />} onClick={() => void go(ROUTES.imports)}>
      {t('screens.imports.title')}
    </Button>
  );
}

function usePlanActs(book: string, plan: Shown, open: ImportPlan | null) {
  const go = useNavigate();
  const notify = useNotify();
  const run = useBookingRun(book);
  const running = run?.running ?? false;
  const { rows, amountFen } = toBook(plan);
  const { refused, undecided } = plan.counts;
  const atHand = open !== null && isAtHand(open);
  const figures = { count: showCount(rows), amount: showFen(amountFen) };
  return {
    running,
    refused: useAction({
      id: 'imports.refused',
      title: 'screens.imports.save_refused',
      needs: ['imports/refusedRows'],
      params: { count: showCount(refused + undecided) },
      enabled: refused + undecided > 0,
      run: async () => {
        try {
          const { fileId: made, name } = await desk.imports.refusedRows({ plan: plan.plan });
          if (await saveExport(made)) notify.success('shell.jobs.saved', { name });
        } catch (error) {
          notify.refusal(error);
        }
      },
    }),
    again: useAction({
      id: 'imports.plan_again',
      title: 'screens.imports.plan_again',
      needs: ['imports/preview'],
      enabled: atHand && !running,
      run: async () => {
        try {
          const fresh = await freshPlan(book, open!);
          if (fresh === null && open!.fileId === null) notify.info('screens.imports.again_none');
          // Without a plan the list says what the file waits for.
          else void go(fresh === null ? ROUTES.imports : planPath(fresh.plan), { replace: fresh !== null });
        } catch (error) {
          notify.refusal(error);
        }
      },
    }),
    forget: useAction({
      id: 'imports.forget',
      title: 'screens.imports.forget',
      needs: ['imports/forget'],
      enabled: !running,
      run: async () => {
        try {
          await desk.imports.forget({ plan: plan.plan });
          void go(ROUTES.imports);
        } catch (error) {
          notify.refusal(error);
        }
      },
    }),
    book: useAction({
      id: 'imports.book',
      title: rows === 0 ? 'screens.imports.nothing_new' : 'screens.imports.book',
      params: rows === 0 ? {} : figures,
      keys: 'mod+enter',
      needs: ['imports/commit'],
      enabled: rows > 0 && atHand && !running,
      run: () => bookPlans(book, [open!], false),
    }),
  };
}
