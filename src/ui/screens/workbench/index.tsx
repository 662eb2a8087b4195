import '../clients/clients.css';
import '../accounts/accounts.css';
import '../policies/policies.css';
import './workbench.css';
import { ReconciliationOutlined } from '@ant-design/icons';
import { useRef } from 'react';
import type { BookState } from '../../../contract/books.ts';
import type { RelationState } from '../../../contract/matching-bench.ts';
import type { Relation } from '../../../domain/matching/book/relations.ts';
import { InBook } from '../../app/book.tsx';
import { Chip } from '../../app/chip.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { MonthField } from '../policies/month-field.tsx';
import { Bench } from './bench.tsx';
import { ClientFilter } from './filters.tsx';
import { useMatchingState } from './queries.ts';
import { RulesPage } from './rules-page.tsx';
import { RunStrip, useRun } from './run.tsx';
import { scopeIn } from './scope.ts';
import { useMonth } from './use-month.ts';

/** 对账工作台: what was told from outside beside the own lists, and what belongs together. */
export default function WorkbenchScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.workbench.title')}>{book => <Workbench book={book} />}</InBook>;
}

/** 勾对规则 of the open book. */
export function MatchRulesScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.workbench.rules')}>{book => <RulesPage book={book} />}</InBook>;
}

function Workbench({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { search } = useAddress();
  const { month, error } = useMonth(scopeIn(search).month);
  if (month !== null) return <MonthBench book={book} month={month} />;
  return (
    <Page fill title={t('screens.workbench.title')}>
      {error ? <ErrorPanel error={error} /> : <SkeletonRows rows={14} />}
    </Page>
  );
}

function MonthBench({ book, month }: { book: BookState; month: string }) {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const scope = scopeIn(search);
  const { client } = scope;
  const state = useMatchingState({ month, client });
  const run = useRun({ month, client }, !book.readOnly);
  const relations = state.data?.relations ?? [];
  const first = useFirst(relations, `${month} ${client} ${state.data?.ranAt}`);
  const chosen = relations.find(each => each.relation === (scope.relation ?? first));
  const about = (
    <span className="wb-about">
      <MonthField
        value={month}
        name={t('screens.workbench.month')}
        change={next => change({ month: next, relation: null })}
      />
      <ClientFilter book={book.id} client={client} change={next => change({ client: next })} />
      {state.data?.isStale ? <Chip tone="warning" word={t('screens.workbench.stale')} /> : null}
    </span>
  );
  if (state.data && state.data.ranAt !== null && chosen)
    return (
      <Bench
        key={`${month} ${client} ${chosen.relation} ${scope.reason} ${scope.age}`}
        book={book}
        month={month}
        scope={scope}
        relations={relations}
        chosen={chosen}
        about={about}
        run={run}
        change={change}
      />
    );
  return (
    <Page fill title={t('screens.workbench.title')} about={about} acts={['matching/start']}>
      {state.error ? <ErrorPanel error={state.error} again={() => void state.refetch()} /> : null}
      {!state.data && !state.error ? <SkeletonRows rows={14} /> : null}
      {state.data ? (
        <Empty
          icon={<ReconciliationOutlined aria-hidden />}
          title={t('screens.workbench.never', { month })}
          text={t('screens.workbench.never_text')}
          action={
            run.action.isOffered === false
              ? undefined
              : {
                  label: t('screens.workbench.run'),
                  disabled: run.action.enabled === false,
                  run: () => void run.action.run(),
                }
          }
        >
          <RunStrip run={run} />
        </Empty>
      ) : null}
    </Page>
  );
}

/** Where the work began stays in hand after its last suggestion; another run, month or client begins anew. */
function useFirst(relations: readonly RelationState[], of: string): Relation | undefined {
  const kept = useRef<{ of: string; relation: Relation } | null>(null);
  if (kept.current?.of === of) return kept.current.relation;
  const relation = firstOf(relations);
  if (relation !== undefined) kept.current = { of, relation };
  return relation;
}

/** The first that asks for work: suggestions before open rows. */
function firstOf(relations: readonly RelationState[]): Relation | undefined {
  const first =
    relations.find(({ suggested }) => suggested > 0) ??
    relations.find(({ openLeft, openRight }) => openLeft.rows + openRight.rows > 0) ??
    relations[0];
  return first?.relation;
}
