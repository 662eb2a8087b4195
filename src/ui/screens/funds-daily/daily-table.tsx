import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ACCOUNTS } from '../../../domain/accounting/chart.ts';
import type {
  FundFigures,
  FundsDaily,
  FundTotal,
  ShownFundLine,
} from '../../../domain/reports/funds-daily.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { ledgerPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';
import type { Opened } from './panels.tsx';
import { beginsFolded, type FundSection } from './rows.ts';

const FIGURES = ['openingFen', 'inFen', 'outFen', 'closingFen'] as const;

/** Lines by group, each group with its sum; a figure leads to the ledger it stands in, or to the ledgers behind it. */
export function DailyTable(props: {
  report: FundsDaily;
  sections: readonly FundSection[];
  isSearched: boolean;
  open(opened: Opened): void;
}) {
  const { t } = useTexts();
  const { report, sections, isSearched, open } = props;
  const [turned, turn] = useState<ReadonlySet<string>>(new Set());
  const totals = report.totals.filter(({ group }) => group === null);
  const currencies = totals.length > 1;
  const flip = (key: string) => {
    const next = new Set(turned);
    if (!next.delete(key)) next.add(key);
    turn(next);
  };
  return (
    <>
      <div className="clients-scroll">
        <table className="plain-table policies-table funds-table" aria-label={t('funds.title.daily')}>
          <thead>
            <tr>
              <th>{t('funds.column.name')}</th>
              <th>{t('funds.column.no')}</th>
              <th>{t('funds.column.client')}</th>
              {currencies ? <th>{t('funds.column.currency')}</th> : null}
              {FIGURES.map(figure => (
                <th key={figure} className="number">
                  {t(`funds.column.${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          {sections.map(section => {
            const key = `${section.total.group} ${section.total.currency}`;
            const isFolded = !isSearched && beginsFolded(section) !== turned.has(key);
            return (
              <tbody key={key}>
                <GroupRow
                  total={section.total}
                  count={section.lines.length}
                  isFolded={isFolded}
                  currencies={currencies}
                  flip={() => flip(key)}
                />
                {isFolded
                  ? null
                  : section.lines.map(line => (
                      <LineRow key={line.key} {...{ line, currencies, open }} on={report.on} />
                    ))}
              </tbody>
            );
          })}
          <tfoot>
            {totals.map(total => (
              <tr key={total.currency}>
                <th scope="row" colSpan={3}>
                  {t('reports.total')}
                </th>
                {currencies ? <td>{total.currency}</td> : null}
                <Cells of={total} />
              </tr>
            ))}
          </tfoot>
        </table>
        {sections.length === 0 ? <p className="funds-no-match">{t('screens.funds.no_match')}</p> : null}
      </div>
      <p className="policies-footnote muted">
        {t('screens.funds.between', { amount: showFen(report.betweenFen) })}
      </p>
    </>
  );
}

function GroupRow(props: {
  total: FundTotal;
  count: number;
  isFolded: boolean;
  currencies: boolean;
  flip(): void;
}) {
  const { t } = useTexts();
  const { total, count, isFolded, currencies, flip } = props;
  return (
    <tr className="funds-group">
      <th scope="rowgroup" colSpan={3}>
        <button type="button" className="funds-fold" aria-expanded={!isFolded} onClick={flip}>
          {isFolded ? <RightOutlined aria-hidden /> : <DownOutlined aria-hidden />}
          {t(`funds.group.${total.group}`)}
          <span className="muted figures">{showCount(count)}</span>
        </button>
      </th>
      {currencies ? <td>{total.currency}</td> : null}
      <Cells of={total} />
    </tr>
  );
}

function LineRow(props: {
  line: ShownFundLine;
  on: string;
  currencies: boolean;
  open(opened: Opened): void;
}) {
  const { language } = useTexts();
  const go = useNavigate();
  const { line, on, currencies, open } = props;
  const [only, ...others] = line.accounts;
  const show = () => {
    if (only && others.length === 0) void go(ledgerPath(only.account.id, { from: on, to: on }));
    else open({ kind: 'line', key: line.key });
  };
  return (
    <tr>
      <th scope="row" className="funds-name">
        <button type="button" className="line-link" onClick={show}>
          {line.name ?? ACCOUNTS.find(({ code }) => code === line.key)?.[language]}
        </button>
      </th>
      <td className="figures">{line.no ?? <span className="figure-none">–</span>}</td>
      <td>{line.clientName ?? <span className="figure-none">–</span>}</td>
      {currencies ? <td>{line.currency}</td> : null}
      <Cells of={line} open={show} />
    </tr>
  );
}

function Cells({ of, open }: { of: FundFigures; open?: () => void }) {
  return FIGURES.map(figure => (
    <td key={figure} className="number">
      <Figure fen={of[figure]} {...(open ? { open } : {})} />
    </td>
  ));
}
