import { FileDoneOutlined, FileProtectOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ClientInvoices } from '../../../contract/invoices.ts';
import { useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { clientPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { FindingList } from '../order-check/finding-list.tsx';
import { RuleLink } from '../rules/rule-source.tsx';
import { AgreeForm } from './agree-form.tsx';
import { IssueForm } from './issue-form.tsx';
import { useClientsInvoices, useInvoiceable } from './queries.ts';
import { RequestForm } from './request-form.tsx';
import { Facts, Lines, Side } from './side.tsx';
import { useRate } from './use-rate.ts';
import { type ClientFilter, clientRows, sums, WAY_TONES } from './words.ts';

const FILTERS = ['all', 'due', 'ahead', 'unpaid'] as const;
const FIGURES = ['chargedFen', 'rebateFen', 'feeFen', 'invoicedFen', 'redFen'] as const;
const SEARCH_ID = 'invoices-search';

type Doing = 'request' | 'issue' | 'agree' | null;

/** 待申请: every client with what may be invoiced by INV-5. */
export function ClientsTab() {
  const { t } = useTexts();
  const go = useNavigate();
  const { data, error, refetch } = useClientsInvoices();
  const [filter, setFilter] = useState<ClientFilter>({ text: '', only: 'all' });
  const [open, setOpen] = useState<number | null>(null);
  const [doing, act] = useState<Doing>(null);
  const rows = useMemo(() => clientRows(data ?? [], filter), [data, filter]);
  const row = data?.find(({ client }) => client === open);
  useAction({
    id: 'invoices.search',
    title: 'screens.invoices.search',
    keys: '/',
    run: () => document.getElementById(SEARCH_ID)?.focus(),
  });
  useAction({
    id: 'invoices.client_back',
    title: 'screens.invoices.close',
    keys: 'esc',
    enabled: open !== null,
    run: () => (doing === null ? setOpen(null) : act(null)),
  });
  if (!data)
    return error ? <ErrorPanel error={error} again={() => void refetch()} /> : <SkeletonRows rows={14} />;
  if (data.length === 0)
    return (
      <Empty
        icon={<FileProtectOutlined aria-hidden />}
        title={t('screens.invoices.empty.title')}
        text={t('screens.invoices.empty.text')}
        action={{ label: t('screens.invoices.empty.go'), run: () => void go(ROUTES.clients) }}
      />
    );
  return (
    <div className="inv" data-beside={row !== undefined}>
      <div className="inv-main">
        <div className="inv-bar">
          <Input
            id={SEARCH_ID}
            className="inv-find"
            prefix={<SearchOutlined aria-hidden />}
            placeholder={t('screens.invoices.search')}
            aria-label={t('screens.invoices.search')}
            value={filter.text}
            onChange={event => setFilter({ ...filter, text: event.target.value })}
          />
          <Segmented
            value={filter.only}
            aria-label={t('screens.invoices.filter')}
            onChange={only => setFilter({ ...filter, only })}
            options={FILTERS.map(value => ({ value, label: t(`screens.invoices.filter.${value}`) }))}
          />
          <span className="inv-rule">
            {t('screens.invoices.rule_5')} <RuleLink rule="INV-5" row="inv-5.receivable" />
          </span>
        </div>
        {rows.length === 0 ? <p className="inv-none">{t('screens.invoices.no_match')}</p> : null}
        {rows.length > 0 ? (
          <ClientTable
            rows={rows}
            open={open}
            choose={client => {
              act(null);
              setOpen(client);
            }}
          />
        ) : null}
      </div>
      {row && doing === null ? <ClientSide row={row} act={act} close={() => setOpen(null)} /> : null}
      {row ? <Form row={row} doing={doing} close={() => act(null)} /> : null}
    </div>
  );
}

function Form({ row, doing, close }: { row: ClientInvoices; doing: Doing; close(): void }) {
  const basisPoints = useRate();
  const amountFen = Math.max(0, row.invoiceableFen - row.heldFen);
  if (doing === 'request') return <RequestForm key={row.client} row={row} close={close} />;
  if (doing === 'agree') return <AgreeForm key={row.client} row={row} close={close} />;
  if (doing !== 'issue') return null;
  const { client, clientName } = row;
  return (
    <IssueForm
      key={client}
      name={clientName}
      of={{ client }}
      amountFen={amountFen}
      basisPoints={basisPoints}
      close={close}
    />
  );
}

function ClientTable(props: {
  rows: readonly ClientInvoices[];
  open: number | null;
  choose(client: number): void;
}) {
  const { t } = useTexts();
  const { rows, open, choose } = props;
  const total = sums(rows);
  const money = (fen: number, strong = false) => (
    <td className="number figures" data-negative={fen < 0} data-zero={fen === 0} data-strong={strong}>
      {fen === 0 ? '–' : showFen(fen)}
    </td>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="inv-scroll" tabIndex={0}>
      <table className="plain-table inv-table" aria-label={t('screens.invoices.tab.clients')}>
        <thead>
          <tr>
            <th>{t('invoices.report.column.client')}</th>
            <th className="inv-wide">{t('screens.invoices.way')}</th>
            {FIGURES.map(name => (
              <th key={name} className="number inv-wide">
                {t(`screens.invoices.figure.${name}`)}
              </th>
            ))}
            <th className="number">{t('invoices.report.column.invoiceable')}</th>
            <th className="number">{t('invoices.report.column.pre_invoiced')}</th>
            <th className="number">{t('invoices.report.column.unpaid')}</th>
            <th className="number">{t('invoices.report.column.held')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.client} aria-selected={row.client === open} onClick={() => choose(row.client)}>
              <td>
                <button type="button" className="line-link" onClick={() => choose(row.client)}>
                  {row.clientName}
                </button>
              </td>
              <td className="inv-wide">
                <Chip tone={WAY_TONES[row.route.way]} word={t(`invoices.way.${row.route.way}`)} />
              </td>
              {FIGURES.map(name => (
                <td key={name} className="number figures inv-wide" data-zero={row[name] === 0}>
                  {row[name] === 0 ? '–' : showFen(row[name])}
                </td>
              ))}
              {money(row.invoiceableFen, true)}
              {money(row.preInvoicedFen)}
              {money(row.unpaidFen)}
              {money(row.heldFen)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>{t('screens.invoices.total', { count: rows.length })}</th>
            <td className="inv-wide" />
            {FIGURES.map(name => (
              <td key={name} className="number figures inv-wide">
                {total[name] === 0 ? '–' : showFen(total[name])}
              </td>
            ))}
            {money(total.invoiceableFen, true)}
            {money(total.preInvoicedFen)}
            {money(total.unpaidFen)}
            {money(total.heldFen)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** INV-5 of one client, line by line, and the charges behind it. */
function ClientSide(props: { row: ClientInvoices; act(doing: Doing): void; close(): void }) {
  const { t } = useTexts();
  const { row, act } = props;
  const { data } = useInvoiceable(row.client);
  const parts = data?.parts ?? [];
  return (
    <Side
      title={row.clientName}
      under={
        row.clientCode ? (
          <Link to={clientPath(row.clientCode)}>{row.title ?? row.clientCode}</Link>
        ) : (
          row.title
        )
      }
      chip={{ tone: WAY_TONES[row.route.way], word: t(`invoices.way.${row.route.way}`) }}
      close={props.close}
      acts={
        <>
          <Offered needs={['invoices.request']}>
            <Button type="primary" size="small" onClick={() => act('request')}>
              {t('screens.invoices.request')}
            </Button>
          </Offered>
          <Offered needs={['invoices.issue']}>
            <Button size="small" icon={<FileDoneOutlined aria-hidden />} onClick={() => act('issue')}>
              {t('screens.invoices.issue')}
            </Button>
            <Button size="small" onClick={() => act('agree')}>
              {t('screens.invoices.agree')}
            </Button>
          </Offered>
        </>
      }
    >
      <section>
        <h3>
          {t('screens.invoices.remainder')} <RuleLink rule="INV-5" row="inv-5.receivable" />
        </h3>
        <Lines
          lines={[
            { name: t('screens.invoices.figure.chargedFen'), fen: row.chargedFen },
            { name: t('screens.invoices.figure.rebateFen'), fen: row.rebateFen, sign: '−' },
            { name: t('screens.invoices.figure.feeFen'), fen: row.feeFen, sign: '+' },
            { name: t('screens.invoices.figure.invoicedFen'), fen: row.invoicedFen, sign: '−' },
            { name: t('screens.invoices.figure.redFen'), fen: row.redFen, sign: '+' },
            { name: t('invoices.report.column.invoiceable'), fen: row.invoiceableFen, strong: true },
            { name: t('invoices.report.column.pre_invoiced'), fen: row.preInvoicedFen, strong: true },
          ]}
        />
        <Lines
          lines={[
            { name: t('invoices.report.column.held'), fen: row.heldFen },
            { name: t('invoices.report.column.provisional'), fen: row.provisionalFen },
            { name: t('invoices.report.column.received'), fen: row.receivedFen },
            { name: t('invoices.report.column.unpaid'), fen: row.unpaidFen },
            ...(row.mode === 'M1'
              ? []
              : [{ name: t('screens.invoices.platform'), fen: row.platformFen, strong: true }]),
          ]}
        />
        {row.mode === 'M1' ? null : (
          <p className="inv-quiet">
            {row.platformToldOn === null
              ? t('screens.invoices.platform_by_spend')
              : t('screens.invoices.platform_by_bill', { day: row.platformToldOn })}
          </p>
        )}
      </section>
      {parts.length > 0 ? (
        <section>
          <h3>{t('screens.invoices.parts')}</h3>
          <table className="plain-table inv-parts">
            <tbody>
              {parts.map(part => (
                <tr key={`${part.of} ${part.pool} ${part.month}`}>
                  <td className="figures">{part.month}</td>
                  <td>{part.of === 'fee' ? t('screens.invoices.figure.feeFen') : part.poolName}</td>
                  <td className="number figures">{showFen(part.grossFen - part.discountFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      <section>
        <Facts
          facts={[
            [t('invoices.report.column.mode'), t(`invoices.report.mode.${row.mode}`)],
            [t('invoices.report.column.title'), row.title],
            [t('invoices.report.column.tax_no'), row.taxNo],
            [t('screens.invoices.path'), row.route.path],
          ]}
        />
        <FindingList findings={row.route.findings} />
      </section>
    </Side>
  );
}
