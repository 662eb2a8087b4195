import { beijingDay } from '../../../domain/calendar/days.ts';
import '../policies/policies.css';
import './tax-tab.css';
import { CalculatorOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { rateText } from '../../../domain/invoices/tax.ts';
import { lastDayOf } from '../../../domain/reports/days.ts';
import type { LevyMonth, TaxEstimate, TaxItem, TaxMonth } from '../../../domain/reports/tax-estimate.ts';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';
import { ExportButton } from '../funds-daily/export-button.tsx';
import { MonthField, monthFrom } from '../policies/month-field.tsx';
import { RuleLink } from '../rules/rule-source.tsx';

/** 税额测算 by month and rate, and 文化事业建设费. */
export function TaxTab() {
  const { t } = useTexts();
  const { range, setRange, error: faulted } = useMonths();
  const report = useQuery({
    queryKey: ['book', 'invoices', 'estimate', range],
    queryFn: () => desk.taxes.estimate(range!),
    enabled: range !== null,
    placeholderData: before => before,
  });
  const { data } = report;
  const error = faulted ?? report.error;
  const isEmpty = data?.months.every(({ rows }) => rows.length === 0);
  return (
    <div className="clients">
      <section className="clients-list" aria-label={t('screens.invoices.tab.tax')}>
        <div className="rules-bar policies-bar">
          {range ? (
            <>
              <MonthField
                name={t('screens.taxes.from')}
                value={range.from}
                change={from => setRange({ from, to: from > range.to ? from : range.to })}
              />
              <span>–</span>
              <MonthField
                name={t('screens.taxes.to')}
                value={range.to}
                change={to => setRange({ from: to < range.from ? to : range.from, to })}
              />
            </>
          ) : null}
          <span className="muted">{data ? t(`taxes.taxpayer.${data.taxpayer}`) : null}</span>
          <span className="accounts-gap" />
          <span className="muted">
            {t('screens.taxes.about')} <RuleLink rule="INV-5" />
          </span>
          <ExportButton
            label={t('screens.taxes.export')}
            disabled={!data}
            write={format => desk.taxes.write({ ...range!, format })}
          />
        </div>
        {error ? <ErrorPanel error={error} again={() => void report.refetch()} /> : null}
        {!data && !error ? <SkeletonRows rows={10} /> : null}
        {isEmpty ? (
          <Empty
            icon={<CalculatorOutlined aria-hidden />}
            title={t('screens.taxes.none')}
            text={t('screens.taxes.none_text')}
          />
        ) : null}
        {data && !isEmpty ? (
          <div className="clients-scroll">
            <VatTable report={data} />
            <LevyTable levies={data.levies} />
          </div>
        ) : null}
      </section>
    </div>
  );
}

interface Months {
  from: string;
  to: string;
}

/** The months of the address; else the last one with a posting and the two before. */
function useMonths() {
  const [search, setSearch] = useSearchParams();
  const [from, to] = [search.get('from')?.slice(0, 7), search.get('to')?.slice(0, 7)];
  const span = useQuery({
    queryKey: ['book', 'span', 'taxes'],
    queryFn: () => desk.drill.span(),
    enabled: !from,
  });
  const today = beijingDay(new Date());
  const last = (span.data?.lastOn ?? today).slice(0, 7);
  const range: Months | null =
    from && to ? { from, to } : span.data ? { from: monthFrom(last, -2), to: last } : null;
  const setRange = (next: Months) => setSearch({ tab: 'tax', ...next }, { replace: true });
  return { range, setRange, error: span.error };
}

function VatTable({ report }: { report: TaxEstimate }) {
  const { t } = useTexts();
  const payableFen = report.months.reduce((fen, month) => fen + month.payableFen, 0);
  return (
    <>
      <table className="plain-table policies-table inv-tax" aria-label={t('taxes.title.vat')}>
        <thead>
          <tr>
            <th>{t('taxes.column.month')}</th>
            <th>{t('taxes.column.item')}</th>
            {(['rate', 'count', 'net', 'tax', 'gross'] as const).map(column => (
              <th key={column} className="number">
                {t(`taxes.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {report.months.map(month => (
          <MonthRows key={month.month} month={month} />
        ))}
        <tfoot>
          <tr>
            <th scope="row" colSpan={5}>
              {t('reports.total')} · {t('taxes.sum.payable')}
            </th>
            <td className="number">
              <Figure fen={payableFen} />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
      <p className="inv-tax-note muted">{t('taxes.note.vat')}</p>
    </>
  );
}

function MonthRows({ month: { month, rows, outputFen, inputFen, payableFen } }: { month: TaxMonth }) {
  const { t } = useTexts();
  return (
    <tbody>
      {rows.map((row, at) => (
        <tr key={`${row.item} ${row.rateBp}`}>
          <th scope="row" className="figures">
            {at === 0 ? month : ''}
          </th>
          <td>
            <Link className="line-link" to={wayOf(row.item, month)}>
              {t(`taxes.item.${row.item}`)}
            </Link>
          </td>
          <td className="number figures">{row.rateBp === null ? t('taxes.mixed') : rateText(row.rateBp)}</td>
          <td className="number figures">{row.count === null ? '–' : showCount(row.count)}</td>
          {([row.netFen, row.taxFen, row.grossFen] as const).map((each, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: net, tax and gross in their order
            <td key={nth} className="number">
              <Figure fen={each} />
            </td>
          ))}
        </tr>
      ))}
      <tr className="inv-tax-sum">
        <th scope="row" className="figures">
          {rows.length === 0 ? month : ''}
        </th>
        <td colSpan={4}>
          {t('taxes.sum.payable')}
          <span className="inv-tax-formula muted figures">
            {t('screens.taxes.formula', { output: showFen(outputFen), input: showFen(inputFen) })}
          </span>
        </td>
        <td className="number">
          <Figure fen={payableFen} zero="0.00" />
        </td>
        <td />
      </tr>
    </tbody>
  );
}

/** Where a line comes from: the register, or what was charged. */
function wayOf(item: TaxItem, month: string): string {
  return item === 'output_uninvoiced' ? marginPath(month) : `${ROUTES.invoices}?tab=register`;
}

function marginPath(month: string): string {
  const range = { from: `${month}-01`, to: lastDayOf(month) };
  return `${ROUTES.policies}?${new URLSearchParams({ tab: 'margin', ...range })}`;
}

const LEVY_FIGURES = [
  ...(['incomeFen', 'voucherFen', 'baseFen', 'levyFen', 'costFen', 'bookBaseFen', 'bookLevyFen'] as const),
] as const;

function LevyTable({ levies }: { levies: readonly LevyMonth[] }) {
  const { t } = useTexts();
  return (
    <section className="inv-levy" aria-label={t('taxes.title.levy')}>
      <h3>{t('taxes.sheet.levy')}</h3>
      <table className="plain-table policies-table inv-tax">
        <thead>
          <tr>
            <th>{t('taxes.column.month')}</th>
            {LEVY_FIGURES.map(figure => (
              <th key={figure} className="number">
                {t(`taxes.column.${figure}`)}
              </th>
            ))}
            <th className="number">{t('taxes.column.levy_rate')}</th>
          </tr>
        </thead>
        <tbody>
          {levies.map(levy => (
            <tr key={levy.month}>
              <th scope="row">
                <Link className="line-link figures" to={marginPath(levy.month)}>
                  {levy.month}
                </Link>
              </th>
              {LEVY_FIGURES.map(figure => (
                <td key={figure} className={figure === 'levyFen' ? 'number policies-strong' : 'number'}>
                  <Figure fen={levy[figure]} />
                </td>
              ))}
              <td className="number figures">{rateText(levy.rateBp)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('reports.total')}</th>
            {LEVY_FIGURES.map(figure => (
              <td key={figure} className="number">
                <Figure fen={levies.reduce((fen, levy) => fen + levy[figure], 0)} />
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
      <p className="inv-tax-note muted">{t('taxes.note.levy')}</p>
    </section>
  );
}
