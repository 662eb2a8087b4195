import { DownloadOutlined, FileDoneOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Segmented } from 'antd';
import { useState } from 'react';
import type { RebateLine } from '../../../contract/policies.ts';
import { POLICY_SIDES, type PolicySide } from '../../../domain/policies/terms.ts';
import { percentOfPpm } from '../../../domain/policies/words.ts';
import { Chip } from '../../app/chip.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';
import { MonthField } from './month-field.tsx';
import { RebatePanel } from './rebate-panel.tsx';

/** 返点计提表 of a side: accrued, confirmed, used, open; a line leads to its statements. */
export function RebatesTab(props: {
  from: string;
  to: string;
  setRange(range: { from: string; to: string }): void;
  mayConfirm: boolean;
  mayUse: boolean;
  mayUndo: boolean;
}) {
  const { t } = useTexts();
  const notify = useNotify();
  const { from, to, setRange } = props;
  const [side, setSide] = useState<PolicySide>('client');
  const [chosen, choose] = useState<string | null>(null);
  const asked = { side, from, to };
  const report = useQuery({
    queryKey: ['book', 'policies', 'rebates', asked],
    queryFn: () => desk.rebates.report(asked),
    placeholderData: before => before,
  });
  const { data, error } = report;
  const line = data?.find(each => keyOf(each) === chosen) ?? null;
  const save = async (format: 'xlsx' | 'csv' | 'pdf') => {
    try {
      const { fileId, name } = await desk.rebates.write({ ...asked, sheet: 'accruals', format });
      if (await saveExport(fileId)) notify.success('screens.spend.saved', { name });
    } catch (fault) {
      notify.refusal(fault);
    }
  };
  return (
    <div className="clients">
      <section className="clients-list" aria-label={t('rebates.sheet.name.accruals')}>
        <div className="rules-bar policies-bar">
          <Segmented
            aria-label={t('screens.policies.side')}
            value={side}
            options={POLICY_SIDES.map(value => ({ value, label: t(`screens.policies.side.${value}`) }))}
            onChange={value => {
              choose(null);
              setSide(value);
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
          <span className="accounts-gap" />
          <span className="muted">{t('screens.accounts.unit')}</span>
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
        {data && data.length === 0 ? (
          <Empty
            icon={<FileDoneOutlined aria-hidden />}
            title={t('screens.policies.rebates_none')}
            text={t('screens.policies.rebates_none_text')}
          />
        ) : null}
        {data && data.length > 0 ? <RebateTable lines={data} chosen={chosen} choose={choose} /> : null}
      </section>
      {line ? <RebatePanel key={keyOf(line)} line={line} {...props} close={() => choose(null)} /> : null}
    </div>
  );
}

const keyOf = ({ policy, period }: Pick<RebateLine, 'policy' | 'period'>) => `${policy} ${period}`;
const SUMS = ['dueFen', 'accruedFen', 'confirmedFen', 'usedFen', 'openFen'] as const;

function RebateTable(props: {
  lines: readonly RebateLine[];
  chosen: string | null;
  choose(key: string): void;
}) {
  const { t } = useTexts();
  const { lines, chosen, choose } = props;
  return (
    <div className="clients-scroll">
      <table className="plain-table policies-table">
        <thead>
          <tr>
            <th>{t('rebates.sheet.column.party')}</th>
            <th>{t('rebates.sheet.column.kind')}</th>
            <th>{t('rebates.sheet.column.period')}</th>
            <th className="number">{t('rebates.sheet.column.base')}</th>
            <th className="number">{t('rebates.sheet.column.tier')}</th>
            <th className="number">{t('rebates.sheet.column.rate')}</th>
            {(['due', 'accrued', 'confirmed', 'used', 'open'] as const).map(column => (
              <th key={column} className="number">
                {t(`rebates.sheet.column.${column}`)}
              </th>
            ))}
            <th>{t('screens.policies.state')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <tr key={keyOf(line)} aria-selected={keyOf(line) === chosen} className="policies-row">
              <td>
                <button type="button" className="line-link" onClick={() => choose(keyOf(line))}>
                  {line.partyCode === null ? line.partyName : `${line.partyCode} ${line.partyName}`}
                </button>
              </td>
              <td className="rules-nowrap">
                {t(`policies.kind.${line.kind}`)}{' '}
                <span className="muted">{t(`policies.platform.${line.platform}`)}</span>
              </td>
              <td className="figures">{line.period}</td>
              <td className="number">
                <Figure fen={line.baseFen} />
              </td>
              <td className="number figures">{line.tier}</td>
              <td className="number figures">{percentOfPpm(line.ratePpm)}</td>
              {SUMS.map(sum => (
                <td key={sum} className="number">
                  <Figure fen={line[sum] ?? 0} />
                </td>
              ))}
              <td>
                <State line={line} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={6}>{t('reports.total')}</th>
            {SUMS.map(sum => (
              <th key={sum} className="number">
                <Figure fen={lines.reduce((fen, line) => fen + (line[sum] ?? 0), 0)} />
              </th>
            ))}
            <th />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function State({ line }: { line: RebateLine }) {
  const { t } = useTexts();
  if (line.kind === 'fee_spend') return <Chip tone="success" word={t('screens.policies.charged')} />;
  if (!line.isConfirmed) return <Chip tone="warning" word={t('screens.policies.accrued')} />;
  return line.openFen === 0 ? (
    <Chip tone="success" word={t('screens.policies.used_up')} />
  ) : (
    <Chip tone="info" word={t('screens.policies.confirmed')} />
  );
}
