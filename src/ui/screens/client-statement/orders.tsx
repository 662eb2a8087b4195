import { useMemo } from 'react';
import type { OrderLine } from '../../../domain/reports/client-orders.ts';
import type { ClientStatement } from '../../../domain/reports/client-statement.ts';
import { Empty } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';
import { FigureTable } from '../accounts/figure-table.tsx';

const FIGURES = ['openingFen', 'placedFen', 'spentFen', 'returnedFen', 'closingFen'] as const;
const HEADINGS = {
  openingFen: 'order_opening',
  placedFen: 'placed',
  spentFen: 'spent',
  returnedFen: 'order_returned',
  closingFen: 'order_closing',
} as const;
const WIDTHS = [180, 96, 112, 112, 112, 112, 112];
const NOTHING = '0.00';

/** Third sheet of 客户对账单: orders, and the spend that no order carries; each opens what was booked under it. */
export function Orders(props: {
  statement: ClientStatement;
  shown: string | null;
  show(caseNo: string | null): void;
}) {
  const { t } = useTexts();
  const { statement, shown, show } = props;
  const { orders, unorderedSpendFen } = statement;
  const totals = useMemo(
    () =>
      FIGURES.map(figure => {
        const fen = orders.reduce((sum, order) => sum + order[figure], 0);
        return figure === 'spentFen' ? fen + unorderedSpendFen : fen;
      }),
    [orders, unorderedSpendFen],
  );
  if (orders.length === 0 && unorderedSpendFen === 0)
    return (
      <div className="statement-lines">
        <Empty
          title={t('screens.accounts.orders_none')}
          text={t('screens.accounts.none_text', { ...statement.range })}
        />
      </div>
    );
  return (
    <div className="statement-lines">
      <FigureTable<OrderLine>
        name={t('reports.statement.orders')}
        place={`statement:${statement.client}:orders`}
        widths={WIDTHS}
        dense
        rows={orders}
        rowKey={order => order.caseNo}
        marked={shown}
        onRow={order => show(order.caseNo || null)}
        head={
          <tr>
            <th scope="col" className="figure-first">
              {t('reports.column.order')}
            </th>
            <th scope="col">{t('reports.column.first_day')}</th>
            {FIGURES.map(figure => (
              <th key={figure} scope="col" className="number">
                {t(`reports.column.${HEADINGS[figure]}`)}
              </th>
            ))}
          </tr>
        }
        cells={order => (
          <>
            <th scope="row" className="figure-first">
              {order.caseNo === '' ? (
                t('reports.statement.no_order')
              ) : (
                <button
                  type="button"
                  className="line-link statement-line figures"
                  onClick={() => show(order.caseNo)}
                >
                  {order.caseNo}
                </button>
              )}
            </th>
            <td className="figures">{order.firstOn}</td>
            {FIGURES.map(figure => (
              <td key={figure} className="number">
                <Figure fen={order[figure]} zero={NOTHING} />
              </td>
            ))}
          </>
        )}
        foot={
          <>
            <tr className="statement-unordered">
              <th scope="row" className="figure-first">
                {t('reports.statement.unordered')}
              </th>
              <td colSpan={3} />
              <td className="number">
                <Figure fen={unorderedSpendFen} zero={NOTHING} />
              </td>
              <td colSpan={2} />
            </tr>
            <tr>
              <th scope="row" className="figure-first">
                {t('reports.total')}
              </th>
              <td />
              {totals.map((fen, at) => (
                <td key={FIGURES[at]} className="number">
                  <Figure fen={fen} zero={NOTHING} />
                </td>
              ))}
            </tr>
          </>
        }
      />
    </div>
  );
}
