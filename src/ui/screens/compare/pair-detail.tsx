import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { RowOrigin } from '../../../contract/compare.ts';
import type { CompareChoice, CompareTab } from '../../../domain/compare.ts';
import type { GridRow, GridValue } from '../../../domain/grid.ts';
import { formatE5, groupThousands } from '../../../domain/money.ts';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { ErrorPanel } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { cellColumns } from '../statements/raw.ts';
import { SIDES, type Side } from './choice.ts';
import { type PairLine, pairLines, type RawSide } from './pairing.ts';
import { placeText } from './raw-place.tsx';

type Sides<T> = Record<Side, T | null>;

/** The selected row with the cells of both files side by side, and the way to where they stand. */
export function PairDetail(props: {
  comparisonId: string;
  tab: CompareTab;
  row: GridRow | null;
  choice: CompareChoice;
  openRaw(place: string): void;
}) {
  const { t } = useTexts();
  const { comparisonId, tab, row, choice, openRaw } = props;
  const detail = useQuery({
    queryKey: ['compare', 'detail', comparisonId, tab, row?.id],
    queryFn: () => readBoth(comparisonId, tab, row!.id),
    enabled: row !== null,
    placeholderData: before => (row === null ? undefined : before),
  });
  const { data } = detail;
  return (
    <aside className="side pair-side" aria-label={t('screens.compare.detail')}>
      {row === null ? <p className="side-note">{t('screens.compare.detail_none')}</p> : null}
      {detail.isError ? <ErrorPanel error={detail.error} again={() => void detail.refetch()} /> : null}
      {row !== null && data ? (
        <>
          <div className="pair-origins">
            {SIDES.map(side => (
              <Origin key={side} side={side} origin={data.origin[side]} openRaw={openRaw} />
            ))}
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
          <div className="side-body" tabIndex={0}>
            <table className="side-table pair-table">
              <thead>
                <tr>
                  <th>{t('screens.statements.heading')}</th>
                  <th>{t('screens.compare.left')}</th>
                  <th>{t('screens.compare.right')}</th>
                </tr>
              </thead>
              <tbody>
                <Amounts row={row} />
                {pairLines(choice, data.raw.left, data.raw.right).map(line => (
                  <Line key={`${line.part ?? ''}|${line.leftHeading}|${line.rightHeading}`} line={line} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </aside>
  );
}

function Origin(props: { side: Side; origin: RowOrigin | null; openRaw(place: string): void }) {
  const { t } = useTexts();
  const { side, origin, openRaw } = props;
  return (
    <div>
      <b>{t(`screens.compare.${side}`)}</b>
      {origin ? (
        <>
          <span className="muted" title={origin.file}>
            {[origin.sheet, t('screens.statements.place_row', { row: showCount(origin.line) })]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <Button size="small" onClick={() => openRaw(placeText(origin))}>
            {t('screens.compare.open_raw')}
          </Button>
        </>
      ) : (
        <span className="muted">{t(`screens.compare.not_there.${side}`)}</span>
      )}
    </div>
  );
}

function Line({ line }: { line: PairLine }) {
  const { t } = useTexts();
  const names = [...new Set([line.leftHeading, line.rightHeading].filter(name => name !== null))];
  return (
    <tr className={line.differs ? 'pair-differs' : undefined} data-part={line.part}>
      <th scope="row" title={names.join(' / ')}>
        {line.part ? <span className="pair-part">{t(`compare.part.${line.part}`)}</span> : null}
        {names.join(' / ')}
      </th>
      <td title={line.left ?? ''}>{line.left ?? ''}</td>
      <td title={line.right ?? ''}>
        {line.right ?? ''}
        {line.differs ? <span className="unseen">{t('screens.compare.differs')}</span> : null}
      </td>
    </tr>
  );
}

/** The amounts as they were compared, which no single column may hold. */
function Amounts({ row }: { row: GridRow }) {
  const { t } = useTexts();
  const { leftAmount, rightAmount, difference } = row.values;
  const text = (value: GridValue | undefined) =>
    typeof value === 'number' && Number.isFinite(value) ? groupThousands(formatE5(value)) : '';
  const differs = typeof difference === 'number' && difference !== 0;
  return (
    <tr className={differs ? 'pair-differs' : undefined} data-part="amount">
      <th scope="row">
        <span className="pair-part">{t('screens.compare.compared_amount')}</span>
        {differs ? t('screens.compare.off_by', { difference: text(difference) }) : null}
      </th>
      <td className="figures">{text(leftAmount)}</td>
      <td className="figures">{text(rightAmount)}</td>
    </tr>
  );
}

async function readBoth(comparisonId: string, tab: CompareTab, rowId: string) {
  const origin = await desk.compare.origin({ comparisonId, tab, rowId });
  const [left, right] = await Promise.all(SIDES.map(side => readRaw(origin[side])));
  const raw: Sides<RawSide> = { left: left ?? null, right: right ?? null };
  return { origin, raw };
}

/** The cells of one record under its sheet's headings. A raw grid without sort stands in the order of its records. */
async function readRaw(origin: RowOrigin | null): Promise<RawSide | null> {
  if (!origin) return null;
  const grid = `raw:${origin.fileId}:${origin.sheetIndex}`;
  const query = { filter: [], sort: [] };
  const [columns, page, inspection] = await Promise.all([
    desk.grids.columns({ grid }),
    desk.grids.window({ grid, query, from: origin.record, count: 1 }),
    desk.statements.inspection({ fileId: origin.fileId }),
  ]);
  const keys = cellColumns(columns).map(column => column.key);
  const headings = keys.map((_, at) => inspection.columns[at]?.heading ?? `#${at + 1}`);
  return { headings, cells: keys.map(key => String(page.rows[0]?.values[key] ?? '')) };
}
