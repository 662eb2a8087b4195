import { DownloadOutlined, LineChartOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Segmented } from 'antd';
import { useState } from 'react';
import {
  figureOf,
  isBehind,
  MARGIN_BY,
  type MarginBy,
  type MarginFigures,
  type MarginGroup,
  type MarginReport,
  marginGroups,
  marginTotal,
  shownAs,
} from '../../../domain/reports/margin.ts';
import { desk, saveExport } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';
import { RuleLink } from '../rules/rule-source.tsx';
import { MarginPanel } from './margin-panel.tsx';
import { MonthField } from './month-field.tsx';

const COLUMNS = ['chargesFen', 'clientRebatesFen', 'feesFen', 'mediaCostFen', 'mediaRebatesFen'] as const;
const TAXES = ['outputTaxFen', 'inputTaxFen'] as const;
const RESULTS = ['revenueFen', 'costFen', 'marginFen'] as const;

/** Which figure of which group is opened. */
export interface OpenedMargin {
  key: string;
  figure: keyof MarginFigures;
}

/** 毛利表 by client, manager, product or month; 净额法 or 总额法, with tax or without. */
export function MarginTab(props: {
  from: string;
  to: string;
  setRange(range: { from: string; to: string }): void;
}) {
  const { t } = useTexts();
  const notify = useNotify();
  const { from, to, setRange } = props;
  const [by, setBy] = useState<MarginBy>('client');
  const [chosenView, setView] = useState<'net' | 'gross' | null>(null);
  const [withTax, setWithTax] = useState(true);
  const [opened, open] = useState<OpenedMargin | null>(null);
  const report = useQuery({
    queryKey: ['book', 'policies', 'margin', from, to],
    queryFn: () => desk.rebates.margin({ from, to }),
    placeholderData: before => before,
  });
  const { data, error } = report;
  const view = chosenView ?? data?.presentation ?? 'net';
  const groups = data ? marginGroups(data.lines, by) : [];
  const group = groups.find(({ key }) => key === opened?.key);
  const save = async (format: 'xlsx' | 'csv' | 'pdf') => {
    try {
      const { fileId, name } = await desk.rebates.writeMargin({ from, to, by, view, withTax, format });
      if (await saveExport(fileId)) notify.success('screens.spend.saved', { name });
    } catch (fault) {
      notify.refusal(fault);
    }
  };
  return (
    <div className="clients">
      <section className="clients-list" aria-label={t('margin.title')}>
        <div className="rules-bar policies-bar">
          <Segmented
            aria-label={t('screens.policies.margin_by')}
            value={by}
            options={MARGIN_BY.map(value => ({ value, label: t(`margin.by.${value}`) }))}
            onChange={value => {
              open(null);
              setBy(value);
            }}
          />
          <MonthField
            name={t('screens.policies.from_month')}
            value={from}
            change={month => setRange({ from: month, to: month > to ? month : to })}
          />
          <span>–</span>
          <MonthField
            name={t('screens.policies.to_month')}
            value={to}
            change={month => setRange({ from: month < from ? month : from, to: month })}
          />
          <Segmented
            aria-label={t('screens.policies.presentation')}
            value={view}
            options={(['net', 'gross'] as const).map(value => ({ value, label: t(`margin.view.${value}`) }))}
            onChange={setView}
          />
          <Segmented
            aria-label={t('screens.policies.tax')}
            value={withTax ? 'with' : 'without'}
            options={(['with', 'without'] as const).map(value => ({
              value,
              label: t(`margin.${value}_tax`),
            }))}
            onChange={value => setWithTax(value === 'with')}
          />
          <span className="accounts-gap" />
          <Dropdown
            trigger={['click']}
            placement="bottomRight"
            menu={{
              items: (['xlsx', 'csv', 'pdf'] as const).map(format => ({
                key: format,
                label: t(`grid.export.${format}`),
                onClick: () => void save(format),
              })),
            }}
          >
            <Button icon={<DownloadOutlined aria-hidden />}>{t('screens.accounts.export')}</Button>
          </Dropdown>
        </div>
        {error ? <ErrorPanel error={error} again={() => void report.refetch()} /> : null}
        {!data && !error ? <SkeletonRows /> : null}
        {data && data.lines.length === 0 ? (
          <Empty
            icon={<LineChartOutlined aria-hidden />}
            title={t('screens.policies.margin_none')}
            text={t('screens.policies.margin_none_text')}
          />
        ) : null}
        {data && data.lines.length > 0 ? (
          <MarginTable {...{ report: data, groups, by, view, withTax, open }} />
        ) : null}
        <p className="policies-footnote muted">
          {t('screens.accounts.unit')} · {t('margin.note')} <RuleLink rule="INV-5" />
        </p>
      </section>
      {data && opened && group ? (
        <MarginPanel
          title={`${nameOf(group, by, t)} · ${t(`margin.figure.${opened.figure}`)}`}
          sums={data.sums.filter(
            sum => figureOf(sum.code) === opened.figure && isBehind(sum, group, by, data.lines),
          )}
          close={() => open(null)}
        />
      ) : null}
    </div>
  );
}

type Say = ReturnType<typeof useTexts>['t'];

function nameOf({ of }: MarginGroup, by: MarginBy, t: Say): string {
  if (by === 'month') return of.month;
  if (by === 'product') return t(`margin.product.${of.product}`);
  if (by === 'manager') return of.manager ?? t('margin.no_manager');
  if (of.clientName === null) return t('margin.no_client');
  return of.clientCode === null ? of.clientName : `${of.clientCode} ${of.clientName}`;
}

function MarginTable(props: {
  report: MarginReport;
  groups: readonly MarginGroup[];
  by: MarginBy;
  view: 'net' | 'gross';
  withTax: boolean;
  open(opened: OpenedMargin): void;
}) {
  const { t } = useTexts();
  const { report, groups, by, view, withTax, open } = props;
  const figures = [...COLUMNS, ...(withTax ? [] : TAXES)];
  const results = view === 'gross' ? RESULTS : (['revenueFen', 'marginFen'] as const);
  const cells = (of: MarginFigures, key: string | null) => {
    const shown = shownAs(of, view, withTax);
    // What is worked out, tax, has no account of its own to lead to.
    const opens = (figure: keyof MarginFigures) =>
      key !== null && (COLUMNS as readonly string[]).includes(figure)
        ? { open: () => open({ key, figure }) }
        : {};
    return (
      <>
        {figures.map(figure => (
          <td key={figure} className="number">
            <Figure fen={of[figure]} {...opens(figure)} />
          </td>
        ))}
        {results.map(result => (
          <td key={result} className="number policies-strong">
            <Figure fen={shown[result]} />
          </td>
        ))}
        <td className="number figures">
          {shown.rateBp === null ? '–' : `${(shown.rateBp / 100).toFixed(2)}%`}
        </td>
      </>
    );
  };
  return (
    <div className="clients-scroll">
      <table className="plain-table policies-table policies-margin">
        <thead>
          <tr>
            <th>{t(`margin.by.${by}`)}</th>
            {[...figures, ...results].map(figure => (
              <th key={figure} className="number">
                {t(`margin.figure.${figure}`)}
              </th>
            ))}
            <th className="number">{t('margin.figure.rate')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(group => (
            <tr key={group.key}>
              <th scope="row">{nameOf(group, by, t)}</th>
              {cells(group, group.key)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('reports.total')}</th>
            {cells(marginTotal(report.lines), null)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
