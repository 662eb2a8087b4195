import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { DayRange } from '../../../domain/reports/types.ts';
import { showCount } from '../../app/figures.ts';
import { ledgerPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useAccountWords } from './account-words.ts';
import { Figure } from './figure.tsx';
import { FigureTable } from './figure-table.tsx';
import { keepTablePlace, tablePlace } from './table-place.ts';
import { useTrail } from './trail.tsx';
import { findsDims, foundLeaves, type Leaf, type TreeRow, treeOf } from './tree.ts';

const FIRST_PX = 380;

/** A line of the table: an account line, or a line of the memo part. */
type Line = TreeRow | { key: 'memo' | 'memo total'; figures: number[] | null };

const isTreeRow = (line: Line): line is TreeRow => 'level' in line;

/**
 * Accounts by group, code and dimensions with columns of figures. Sums of several accounts open them below; a figure
 * of one account opens its 明细账 over the same range.
 */
export function AccountTable(props: {
  name: string;
  /** Under which name place and opened lines are kept. */
  place: string;
  leaves: readonly Leaf[];
  columns: number;
  /** Width of a column of figures, in pixels. */
  width: number;
  range: DayRange;
  query: string;
  head(name: string): ReactNode;
  /** Stands beside the word of the totals. */
  check(totals: readonly number[]): ReactNode;
}) {
  const { t } = useTexts();
  const words = useAccountWords();
  const { leaves, columns, query, place, range } = props;
  const { open: openPath } = useTrail({ code: 'screens.accounts.title' });
  const [toggled, setToggled] = useState<ReadonlySet<string>>(() => new Set(tablePlace(place).toggled));
  const [marked, setMarked] = useState(() => tablePlace(place).line);
  const found = useMemo(() => foundLeaves(leaves, query, words), [leaves, query, words]);
  const showsDims = useMemo(() => findsDims(leaves, query, words), [leaves, query, words]);
  const tree = useMemo(
    () => treeOf(found, columns, (key, level) => (level === 'group' || showsDims) !== toggled.has(key)),
    [found, columns, showsDims, toggled],
  );
  const lines = useMemo<Line[]>(
    () =>
      tree.memo.length === 0
        ? tree.book
        : [
            ...tree.book,
            { key: 'memo', figures: null },
            ...tree.memo,
            { key: 'memo total', figures: tree.memoTotals },
          ],
    [tree],
  );
  const mark = useCallback(
    (key: string) => {
      setMarked(key);
      keepTablePlace(place, { line: key });
    },
    [place],
  );
  const toggle = (row: TreeRow) => {
    const next = new Set(toggled);
    if (!next.delete(row.key)) next.add(row.key);
    setToggled(next);
    keepTablePlace(place, { toggled: [...next] });
    mark(row.key);
  };
  const enter = (row: TreeRow) => {
    if (!row.account) return toggle(row);
    mark(row.key);
    openPath(ledgerPath(row.account.id, range));
  };
  const widths = [FIRST_PX, ...new Array<number>(columns).fill(props.width)];
  return (
    <FigureTable<Line>
      name={props.name}
      place={place}
      widths={widths}
      rows={lines}
      rowKey={line => line.key}
      marked={marked}
      onRow={line => isTreeRow(line) && mark(line.key)}
      rowClass={line => (isTreeRow(line) ? `figure-${line.level}` : 'figure-part')}
      head={props.head(t('screens.accounts.account'))}
      cells={line =>
        isTreeRow(line) ? (
          <>
            <NameCell row={line} toggle={() => toggle(line)} enter={() => enter(line)} />
            <Figures figures={line.figures} open={() => enter(line)} />
          </>
        ) : (
          <>
            <th scope="row" className="figure-first">
              {t(line.figures ? 'reports.memo_total' : 'reports.memo')}
            </th>
            {line.figures ? <Figures figures={line.figures} /> : <td colSpan={columns} />}
          </>
        )
      }
      foot={
        <tr>
          <th scope="row" className="figure-first">
            <span className="figure-name">
              {t(query.trim() === '' ? 'screens.accounts.total' : 'screens.accounts.total_found')}
              {props.check(tree.bookTotals)}
            </span>
          </th>
          <Figures figures={tree.bookTotals} />
        </tr>
      }
    />
  );
}

function Figures({ figures, open }: { figures: readonly number[]; open?: () => void }) {
  return figures.map((fen, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
    <td key={at} className="number">
      <Figure fen={fen} open={open} />
    </td>
  ));
}

/** Mark, code, name; an account alone under its code shows its dimensions there too. */
function NameCell({ row, toggle, enter }: { row: TreeRow; toggle(): void; enter(): void }) {
  const { t } = useTexts();
  const words = useAccountWords();
  const dims = row.account ? words.dims(row.account) : '';
  const isAccount = row.level === 'account';
  const name = isAccount ? dims || words.name(row.code) : words.name(row.code);
  const beside = isAccount
    ? ''
    : row.account
      ? dims
      : t('screens.accounts.accounts', { count: showCount(row.accounts) });
  return (
    <th scope="row" className="figure-first" title={[row.code, name, beside].filter(Boolean).join(' ')}>
      <span className="figure-name" style={{ paddingLeft: row.depth * 20 }}>
        <Fold open={row.open} name={`${row.code} ${name}`} toggle={toggle} />
        {isAccount ? null : <span className="figures figure-no">{row.code}</span>}
        <button
          type="button"
          className="line-link"
          onClick={event => {
            event.stopPropagation();
            enter();
          }}
        >
          {name}
        </button>
        {beside === '' ? null : <span className="figure-beside">{beside}</span>}
      </span>
    </th>
  );
}

/** The mark before a line that opens and folds; a space where it does not. */
function Fold({ open, name, toggle }: { open: boolean | null; name: string; toggle(): void }) {
  const { t } = useTexts();
  if (open === null) return <span className="figure-fold" aria-hidden />;
  return (
    <button
      type="button"
      className="figure-fold"
      tabIndex={-1}
      aria-expanded={open}
      aria-label={t(open ? 'screens.accounts.fold' : 'screens.accounts.unfold', { name })}
      onClick={event => {
        event.stopPropagation();
        toggle();
      }}
    >
      {open ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
    </button>
  );
}
