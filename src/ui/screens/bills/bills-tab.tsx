import '../policies/policies.css';
import './bills.css';
import { DownloadOutlined, FileDoneOutlined, FileSyncOutlined, ImportOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, Segmented } from 'antd';
import { useState } from 'react';
import type { SettlementRow, SettlementView } from '../../../contract/bills.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { useCommand } from '../clients/use-command.ts';
import { MonthField } from '../policies/month-field.tsx';
import { useBack } from '../statements/use-back.ts';
import { AccountSide } from './account-side.tsx';
import { FilesSide } from './files-side.tsx';
import { ImportPanel } from './import-panel.tsx';
import { useFirstMonth, useSettlement } from './queries.ts';
import { SETTLEMENT_FILTERS, type SettlementFilter, STATE_TONES, shownRows } from './words.ts';

type Beside = { kind: 'account'; account: string } | { kind: 'import' } | { kind: 'files' } | null;

/** 平台账单: 媒体结算核对表 of a month, by account, with what differs. */
export function BillsTab() {
  const { search, change } = useAddress();
  const first = useFirstMonth();
  const month = search.get('month') ?? first;
  return month === null ? (
    <SkeletonRows rows={8} />
  ) : (
    <Settlement month={month} turn={next => change({ month: next })} />
  );
}

function Settlement({ month, turn }: { month: string; turn(month: string): void }) {
  const { t } = useTexts();
  const { data, error, refetch } = useSettlement(month);
  const [beside, show] = useState<Beside>(null);
  const [only, setOnly] = useState<SettlementFilter>('all');
  const [text, setText] = useState('');
  useBack('bills.back', 'screens.invoices.close', () => show(null));
  const take = useAction({
    id: 'bills.import',
    title: 'screens.bills.import',
    needs: ['bills.import'],
    icon: <ImportOutlined aria-hidden />,
    run: () => show({ kind: 'import' }),
  });
  if (error) return <ErrorPanel error={error} again={() => void refetch()} />;
  const rows = shownRows(data?.rows ?? [], { only, text });
  const chosen =
    beside?.kind === 'account' ? data?.rows.find(row => row.account === beside.account) : undefined;
  return (
    <div className="inv" data-beside={beside !== null}>
      <div className="inv-main">
        <div className="inv-bar">
          <MonthField value={month} change={turn} name={t('screens.bills.month')} />
          <Segmented<SettlementFilter>
            size="small"
            aria-label={t('screens.invoices.filter')}
            value={only}
            onChange={setOnly}
            options={SETTLEMENT_FILTERS.filter(value => isOffered(value, data)).map(value => ({
              value,
              label: filterLabel(value, data, t),
            }))}
          />
          <Input
            className="inv-find inv-wide"
            size="small"
            allowClear
            placeholder={t('screens.bills.find')}
            aria-label={t('screens.bills.find')}
            value={text}
            onChange={event => setText(event.target.value)}
          />
          <span className="bills-acts">
            {data?.hasBill ? <TicketsButton month={month} view={data} /> : null}
            <WriteButton month={month} />
            <Button
              className="inv-wide"
              size="small"
              icon={<FileDoneOutlined aria-hidden />}
              onClick={() => show({ kind: 'files' })}
            >
              {t('screens.bills.files')}
            </Button>
            <ActionButton action={take} type="primary" size="small" />
          </span>
        </div>
        {data && !data.hasBill ? <p className="bills-note">{t('screens.bills.no_bill', { month })}</p> : null}
        {data ? null : <SkeletonRows rows={8} />}
        {data && data.rows.length === 0 ? (
          <Empty
            icon={<FileDoneOutlined aria-hidden />}
            title={t('screens.bills.empty.title')}
            text={t('screens.bills.empty.text')}
            action={{ label: t('screens.bills.import'), run: () => show({ kind: 'import' }) }}
          />
        ) : null}
        {data && data.rows.length > 0 ? (
          <SettlementTable
            view={data}
            rows={rows}
            chosen={chosen?.account ?? null}
            choose={account => show({ kind: 'account', account })}
          />
        ) : null}
      </div>
      {chosen ? (
        <AccountSide key={chosen.account} month={month} row={chosen} close={() => show(null)} />
      ) : null}
      {beside?.kind === 'import' ? (
        <ImportPanel
          taken={months => {
            const last = months.at(-1);
            if (last !== undefined) turn(last);
          }}
          close={() => show(null)}
        />
      ) : null}
      {beside?.kind === 'files' ? <FilesSide close={() => show(null)} /> : null}
    </div>
  );
}

/** A state that no account is in is not offered, but for the two that the month is about. */
function isOffered(value: SettlementFilter, view: SettlementView | undefined): boolean {
  return (
    value === 'all' || value === 'differs' || value === 'agreed' || (view?.totals.byState[value] ?? 0) > 0
  );
}

type Say = ReturnType<typeof useTexts>['t'];

function filterLabel(value: SettlementFilter, view: SettlementView | undefined, t: Say): string {
  if (value === 'all') return t('screens.bills.all');
  const count = view?.totals.byState[value] ?? 0;
  return count === 0 ? t(`bills.state.${value}`) : `${t(`bills.state.${value}`)} ${count}`;
}

/** Differences become tickets, and those of differences that are gone close. */
function TicketsButton({ month, view }: { month: string; view: SettlementView }) {
  const notify = useNotify();
  const { busy, send } = useCommand<{ month: string }, { opened: number; changed: number; closed: number }>(
    async input => {
      try {
        return await desk.bills.openTickets(input);
      } catch (error) {
        notify.refusal(error);
        throw error;
      }
    },
  );
  const open = useAction({
    id: 'bills.tickets',
    title: 'screens.bills.tickets_do',
    needs: ['bills.openTickets'],
    icon: <FileSyncOutlined aria-hidden />,
    enabled: !busy && view.rows.some(({ causes, tickets }) => causes.length > 0 || tickets.length > 0),
    run: async () => {
      const done = await send({ month });
      if (done) notify.success('screens.bills.tickets_done', { ...done });
    },
  });
  return <ActionButton action={open} size="small" />;
}

function WriteButton({ month }: { month: string }) {
  const { t } = useTexts();
  const notify = useNotify();
  const write = async (format: 'xlsx' | 'csv' | 'pdf') => {
    try {
      const { fileId, name } = await desk.bills.write({ month, format });
      if (await saveExport(fileId)) notify.success('screens.invoices.saved', { name });
    } catch (error) {
      notify.refusal(error);
    }
  };
  const items = (['xlsx', 'csv', 'pdf'] as const).map(format => ({
    key: format,
    label: t('screens.invoices.export_as', {
      report: t('bills.report.title'),
      format: format.toUpperCase(),
    }),
    onClick: () => void write(format),
  }));
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button className="inv-wide" size="small" icon={<DownloadOutlined aria-hidden />}>
        {t('screens.bills.export')}
      </Button>
    </Dropdown>
  );
}

function SettlementTable(props: {
  view: SettlementView;
  rows: readonly SettlementRow[];
  chosen: string | null;
  choose(account: string): void;
}) {
  const { t } = useTexts();
  const { totals } = props.view;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="inv-scroll" tabIndex={0}>
      <table className="plain-table inv-table" aria-label={t('bills.report.title')}>
        <thead>
          <tr>
            <th>{t('bills.column.account_name')}</th>
            <th className="inv-wide">{t('bills.column.client')}</th>
            <th className="number">{t('bills.column.bill')}</th>
            <th className="number">{t('bills.column.flow')}</th>
            <th className="number">{t('bills.column.book')}</th>
            <th className="number inv-wide">{t('bills.column.flow_diff')}</th>
            <th className="number">{t('bills.column.book_diff')}</th>
            <th className="number inv-wide">{t('bills.column.available')}</th>
            <th>{t('bills.column.state')}</th>
            <th className="inv-wide">{t('bills.column.cause')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map(row => (
            <tr
              key={row.account}
              aria-selected={row.account === props.chosen}
              onClick={() => props.choose(row.account)}
            >
              <td>
                <button type="button" className="line-link" onClick={() => props.choose(row.account)}>
                  {row.accountName || row.account}
                </button>
              </td>
              <td className="inv-wide">{row.clientName ?? '–'}</td>
              <Money fen={row.billFen} />
              <Money fen={row.flowFen} />
              <Money fen={row.bookFen} />
              <Money fen={row.flowDiffFen} isDifference wide />
              <Money fen={row.bookDiffFen} isDifference />
              <Money fen={row.availableFen} wide />
              <td>
                <Chip tone={STATE_TONES[row.state]} word={t(`bills.state.${row.state}`)} />
              </td>
              <td className="inv-wide">
                {row.causes.map(({ reason }) => t(`bills.cause.${reason}`)).join('、') || '–'}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>{t('bills.report.total')}</th>
            <td className="inv-wide" />
            <Money fen={totals.billFen} />
            <Money fen={totals.flowFen} />
            <Money fen={totals.bookFen} />
            <Money fen={totals.flowDiffFen} isDifference wide />
            <Money fen={totals.bookDiffFen} isDifference />
            <Money fen={totals.availableFen} wide />
            <td />
            <td className="inv-wide" />
          </tr>
        </tfoot>
      </table>
      {props.rows.length === 0 ? <p className="inv-none">{t('screens.bills.none_fits')}</p> : null}
    </div>
  );
}

/** A figure of the table: a dash where a source says nothing, and where nothing differs. */
function Money({ fen, isDifference, wide }: { fen: number | null; isDifference?: boolean; wide?: boolean }) {
  const isNone = fen === null || (isDifference === true && fen === 0);
  return (
    <td
      className={wide ? 'number figures inv-wide' : 'number figures'}
      data-zero={isNone}
      data-negative={!isNone && fen < 0}
      data-strong={isDifference === true && !isNone}
    >
      {isNone ? '–' : showFen(fen)}
    </td>
  );
}
