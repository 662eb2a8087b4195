import { SettingOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { MatchRowView, MatchView } from '../../../contract/matching.ts';
import type { RelationState } from '../../../contract/matching-bench.ts';
import { beijingDay } from '../../../domain/calendar/days.ts';
import { ActionButton } from '../../app/actions.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useMay } from '../../app/may.tsx';
import { ErrorPanel, Page } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useBack } from '../statements/use-back.ts';
import { BulkPanel } from './bulk-panel.tsx';
import { RowFilters } from './filters.tsx';
import { Middle } from './middle.tsx';
import { found, type Ordered, ofSide, ordered, pressed, sumFenOf } from './open-rows.ts';
import { matchRulesPath } from './paths.ts';
import { NOTHING_PICKED, SIDES, type Side, toggled } from './picking.ts';
import { MATCHES_AT_ONCE, OPEN_MOST, useMatches, useOpen } from './queries.ts';
import { RelationTabs } from './relation-tabs.tsx';
import { type Run, RunStrip } from './run.tsx';
import type { Scope } from './scope.ts';
import { SideGrid, type SideGridHandle } from './side-grid.tsx';
import { SplitPanel } from './split-panel.tsx';
import { Totals } from './totals.tsx';
import { useBenchActs } from './use-bench-acts.ts';
import { useBenchKeys } from './use-bench-keys.ts';
import { useHandled } from './use-handled.ts';
import { useOpenRow } from './use-open-row.ts';
import { usePlace } from './use-places.ts';

export interface BenchProps {
  book: BookState;
  month: string;
  scope: Scope;
  relations: readonly RelationState[];
  chosen: RelationState;
  about: ReactNode;
  run: Run;
  change(patch: Record<string, string | null>): void;
}

const NO_ROWS: readonly MatchRowView[] = [];
const NO_MATCHES: readonly MatchView[] = [];
const BY_DAY: Ordered = { by: 'day', descending: false };

/** Both sides of one relation, and between them what a person is asked. */
export function Bench(props: BenchProps) {
  const { t } = useTexts();
  const go = useNavigate();
  const may = useMay();
  const { book, month, scope, chosen, change } = props;
  const { relation } = chosen;
  const { client, reason, age, show } = scope;
  const isForReading = book.readOnly || !may('matching/accept');
  const grids = { left: useRef<SideGridHandle>(null), right: useRef<SideGridHandle>(null) };
  const openRow = useOpenRow();
  const today = beijingDay(new Date());

  const open = useOpen({ month, client, relation, reason, minAgeDays: age });
  const [text, setText] = useState('');
  const [order, setOrder] = useState<Record<Side, Ordered>>({ left: BY_DAY, right: BY_DAY });
  const all = open.data?.rows ?? null;
  const left = useSide(all, 'left', text, order.left);
  const right = useSide(all, 'right', text, order.right);
  const rows = { left: left ?? NO_ROWS, right: right ?? NO_ROWS };

  const [offset, setOffset] = useState(0);
  const listed = useMatches({ month, client, relation, state: show, offset });
  const acts = useBenchActs(month, listed.data?.matches ?? NO_MATCHES);
  const matches = useMemo(
    () => (listed.data?.matches ?? NO_MATCHES).filter(({ id }) => !acts.gone.has(id)),
    [listed.data, acts.gone],
  );
  const { place, setPlace } = usePlace(`${book.id} ${month} ${client} ${relation} ${show}`);
  const inHand = matches.find(({ id }) => id === place.inHand) ?? matches[0] ?? null;
  const marked = useMemo(() => new Set(inHand?.rows.map(row => row.sourceRow)), [inHand]);
  const handled = useHandled({ inHand, rows, grids, setPlace });
  const [panel, setPanel] = useState<'bulk' | 'split' | null>(null);
  const [side, setSide] = useState<Side | null>(null);
  const total = listed.data?.total ?? 0;

  const closePanel = () => {
    setPanel(null);
    grids.left.current?.focus();
  };
  const clear = () => setPlace(now => ({ ...now, picked: NOTHING_PICKED }));
  const keys = useBenchKeys({
    ...{ rows, matches, inHand, place, setPlace, acts, side, grids, isForReading, panel, setPanel },
    relation,
    relations: props.relations,
    choose: next => change({ relation: next }),
    openRow,
    turn: by => {
      const next = offset + by * MATCHES_AT_ONCE;
      if (next >= 0 && next < total) setOffset(next);
    },
    handled,
  });
  useBack('workbench.clear', 'screens.workbench.clear', () => {
    if (panel !== null) closePanel();
    else clear();
  });

  const failed = open.error ?? listed.error;
  return (
    <Page
      fill
      title={t('screens.workbench.title')}
      about={props.about}
      acts={['matching/accept']}
      actions={
        <>
          <Button icon={<SettingOutlined aria-hidden />} onClick={() => void go(matchRulesPath(month))}>
            {t('screens.workbench.rules')}
          </Button>
          <ActionButton action={keys.bulk} />
          <ActionButton action={props.run.action} type="primary" />
        </>
      }
    >
      <RunStrip run={props.run} />
      <RelationTabs
        relations={props.relations}
        chosen={relation}
        choose={next => change({ relation: next })}
      />
      <Totals state={chosen} />
      {failed ? <ErrorPanel error={failed} again={() => void open.refetch()} /> : null}
      <div className="wb-body">
        {SIDES.map(each => {
          const sideRows = each === 'left' ? left : right;
          return (
            <section
              key={each}
              className={`wb-side wb-${each}`}
              data-focused={side === each}
              aria-label={t(`screens.workbench.side.${relation}.${each}`)}
            >
              <header>
                <h2>{t(`screens.workbench.side.${relation}.${each}`)}</h2>
                <span className="figures muted">
                  {sideRows
                    ? t(
                        sideRows.length >= OPEN_MOST
                          ? 'screens.workbench.open_first'
                          : 'screens.workbench.open_sum',
                        { count: showCount(sideRows.length), amount: showFen(sumFenOf(sideRows)) },
                      )
                    : ''}
                </span>
              </header>
              <SideGrid
                ref={grids[each]}
                side={each}
                name={t('screens.workbench.open_of', {
                  side: t(`screens.workbench.side.${relation}.${each}`),
                })}
                rows={sideRows}
                order={order[each]}
                press={by => setOrder(now => ({ ...now, [each]: pressed(now[each], by) }))}
                today={today}
                at={place[each]}
                move={index => setPlace(now => ({ ...now, [each]: index }))}
                picked={place.picked[each]}
                marked={marked}
                toggle={row => setPlace(now => ({ ...now, picked: toggled(now.picked, row) }))}
                open={row => void openRow(row.sourceRow)}
                onFocus={setSide}
                onBlur={() => setSide(null)}
                isForReading={isForReading}
                emptyText={t(
                  text === '' && reason === null && age === null
                    ? 'screens.workbench.none_open'
                    : 'screens.workbench.none_found',
                )}
              />
            </section>
          );
        })}
        <section className="wb-middle" aria-label={t('screens.workbench.in_hand')}>
          <header>
            <Segmented
              size="small"
              aria-label={t('screens.workbench.show')}
              value={show}
              options={(['suggested', 'matched'] as const).map(value => ({
                value,
                label: t(`screens.workbench.show.${value}`, { count: showCount(chosen[value]) }),
              }))}
              onChange={next => {
                setOffset(0);
                change({ show: next === 'suggested' ? null : next });
              }}
            />
          </header>
          {panel === 'bulk' ? (
            <BulkPanel month={month} client={client} relation={relation} close={closePanel} />
          ) : panel === 'split' && inHand ? (
            <SplitPanel
              key={inHand.id}
              match={inHand}
              busy={acts.busy}
              close={closePanel}
              split={into => {
                setPanel(null);
                handled.next(matches, inHand, 'split');
                void acts.split(inHand, into);
                grids.left.current?.focus();
              }}
            />
          ) : (
            <Middle
              month={month}
              isPending={listed.isPending}
              show={show}
              inHand={inHand}
              at={matches.findIndex(({ id }) => id === inHand?.id) + offset}
              total={Math.max(matches.length, total - acts.gone.size)}
              relation={relation}
              picked={place.picked}
              keys={keys}
              clear={clear}
            />
          )}
        </section>
      </div>
      <footer className="wb-foot" role="toolbar" aria-label={t('screens.workbench.filter')}>
        <RowFilters scope={scope} change={change} text={text} find={setText} />
        <span className="accounts-gap" />
        <span className="muted wb-keys">{t('screens.workbench.keys_hint')}</span>
      </footer>
    </Page>
  );
}

/** Rows of one side as they are shown; null while they are asked for. */
function useSide(all: readonly MatchRowView[] | null, side: Side, text: string, order: Ordered) {
  const own = useMemo(() => (all === null ? null : ordered(ofSide(all, side), order)), [all, side, order]);
  return useMemo(() => (own === null ? null : found(own, text)), [own, text]);
}
