import { FormOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { RequestView } from '../../../contract/invoices.ts';
import { useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useCommand } from '../clients/use-command.ts';
import { FindingList } from '../order-check/finding-list.tsx';
import { IssueForm } from './issue-form.tsx';
import { useRequests } from './queries.ts';
import { Facts, Side } from './side.tsx';
import { useRate } from './use-rate.ts';
import { actsOf, REQUEST_TONES } from './words.ts';

/** 申请: what was asked for, with its state and who decided. */
export function RequestsTab({ toClients }: { toClients(): void }) {
  const { t } = useTexts();
  const { data, error, refetch } = useRequests();
  const [open, setOpen] = useState<number | null>(null);
  const [issuing, setIssuing] = useState(false);
  const basisPoints = useRate();
  const request = data?.find(({ id }) => id === open);
  useAction({
    id: 'invoices.request_back',
    title: 'screens.invoices.close',
    keys: 'esc',
    enabled: open !== null,
    run: () => (issuing ? setIssuing(false) : setOpen(null)),
  });
  if (!data)
    return error ? <ErrorPanel error={error} again={() => void refetch()} /> : <SkeletonRows rows={10} />;
  if (data.length === 0)
    return (
      <Empty
        icon={<FormOutlined aria-hidden />}
        title={t('screens.invoices.requests_empty.title')}
        text={t('screens.invoices.requests_empty.text')}
        action={{ label: t('screens.invoices.tab.clients'), run: toClients }}
      />
    );
  const choose = (id: number) => {
    setIssuing(false);
    setOpen(id);
  };
  return (
    <div className="inv" data-beside={request !== undefined}>
      <div className="inv-main">
        <RequestTable rows={data} open={open} choose={choose} />
      </div>
      {request && !issuing ? (
        <RequestSide
          key={request.id}
          request={request}
          issue={() => setIssuing(true)}
          close={() => setOpen(null)}
        />
      ) : null}
      {request && issuing ? (
        <IssueForm
          name={request.clientName ?? request.title}
          of={{ request: request.id }}
          amountFen={request.amountFen}
          basisPoints={basisPoints}
          close={() => setIssuing(false)}
        />
      ) : null}
    </div>
  );
}

function RequestTable(props: {
  rows: readonly RequestView[];
  open: number | null;
  choose(id: number): void;
}) {
  const { t } = useTexts();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="inv-scroll" tabIndex={0}>
      <table className="plain-table inv-table" aria-label={t('screens.invoices.tab.requests')}>
        <thead>
          <tr>
            <th>{t('screens.invoices.field.title')}</th>
            <th>{t('invoices.report.column.client')}</th>
            <th className="inv-wide">{t('invoices.report.column.direction')}</th>
            <th className="number">{t('screens.invoices.field.amount')}</th>
            <th className="number">{t('invoices.report.column.ahead')}</th>
            <th>{t('invoices.report.column.state')}</th>
            <th className="inv-wide">{t('screens.invoices.asked')}</th>
            <th className="inv-wide">{t('screens.invoices.way')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map(row => (
            <tr key={row.id} aria-selected={row.id === props.open} onClick={() => props.choose(row.id)}>
              <td>
                <button type="button" className="line-link" onClick={() => props.choose(row.id)}>
                  {row.title}
                </button>
              </td>
              <td>{row.clientName}</td>
              <td className="inv-wide">{t(`invoices.direction.${row.direction}`)}</td>
              <td className="number figures">{showFen(row.amountFen)}</td>
              <td className="number figures" data-zero={row.aheadFen === 0}>
                {row.aheadFen === 0 ? '–' : showFen(row.aheadFen)}
              </td>
              <td>
                <Chip tone={REQUEST_TONES[row.state]} word={t(`invoices.request.${row.state}`)} />
              </td>
              <td className="inv-wide">
                <span className="figures">{row.askedOn}</span> {row.askedBy}
              </td>
              <td className="inv-wide">{t(`invoices.way.${row.way}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Decision = { request: number; act: 'approve' | 'refuse'; reason: string };

function RequestSide({ request, issue, close }: { request: RequestView; issue(): void; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const may = useMay();
  const [reason, setReason] = useState('');
  const decide = useCommand<Decision, object>(desk.invoices.decide);
  const withdraw = useCommand<{ request: number; reason: string }, object>(desk.invoices.withdraw);
  const acts = actsOf(request);
  const run = async (act: 'approve' | 'refuse' | 'withdraw') => {
    const of = { request: request.id, reason: reason.trim() };
    const done = act === 'withdraw' ? await withdraw.send(of) : await decide.send({ ...of, act });
    if (done) notify.success(`screens.invoices.done.${act}`);
  };
  const fault = decide.fault ?? withdraw.fault;
  const busy = decide.busy || withdraw.busy;
  return (
    <Side
      title={request.title}
      under={t(`invoices.direction.${request.direction}`)}
      chip={{ tone: REQUEST_TONES[request.state], word: t(`invoices.request.${request.state}`) }}
      close={close}
      acts={
        <>
          {acts.includes('issue') && may('invoices.issue') ? (
            <Button type="primary" size="small" onClick={issue}>
              {t('screens.invoices.issue')}
            </Button>
          ) : null}
          {acts.includes('approve') && may('invoices.decide') ? (
            <>
              <Button type="primary" size="small" loading={busy} onClick={() => void run('approve')}>
                {t('screens.invoices.approve', { amount: showFen(request.amountFen) })}
              </Button>
              <Button
                size="small"
                danger
                disabled={reason.trim() === ''}
                loading={busy}
                onClick={() => void run('refuse')}
              >
                {t('screens.invoices.refuse')}
              </Button>
            </>
          ) : null}
          {acts.includes('withdraw') && may('invoices.withdraw') ? (
            <Button size="small" loading={busy} onClick={() => void run('withdraw')}>
              {t('screens.invoices.withdraw')}
            </Button>
          ) : null}
        </>
      }
    >
      {acts.includes('refuse') && may('invoices.decide') ? (
        <Input.TextArea
          rows={2}
          maxLength={400}
          aria-label={t('screens.invoices.reason')}
          placeholder={t('screens.invoices.refuse_why')}
          value={reason}
          onChange={event => setReason(event.target.value)}
        />
      ) : null}
      {fault ? (
        <p className="clients-fault" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
      <Facts
        facts={[
          [
            t('invoices.report.column.gross'),
            <b key="a" className="figures">
              {showFen(request.amountFen)}
            </b>,
          ],
          [
            t('invoices.report.column.ahead'),
            <span key="b" className="figures">
              {showFen(request.aheadFen)}
            </span>,
          ],
          [t('screens.invoices.needs'), t(`invoices.needs.${request.needs}`)],
          [t('invoices.report.column.client'), request.clientName],
          [t('invoices.report.column.account_id'), request.accountId],
          [t('screens.invoices.field.title_kind'), t(`invoices.report.title_kind.${request.titleKind}`)],
          [t('screens.invoices.field.tax_no'), request.taxNo],
          [t('screens.invoices.field.paper'), t(`invoices.report.paper.${request.paper}`)],
          [t('screens.invoices.field.bill'), request.billNo],
          [t('screens.invoices.way'), t(`invoices.way.${request.way}`)],
          [t('screens.invoices.from_application'), request.applicationNo],
          [t('screens.invoices.asked'), `${request.askedOn} ${request.askedBy}`],
          [
            t('screens.invoices.decided'),
            request.decidedOn ? `${request.decidedOn} ${request.decidedBy}` : null,
          ],
          [t('screens.invoices.reason'), request.reason],
          [t('screens.invoices.field.note'), request.note],
        ]}
      />
      {request.isSamePerson && request.needs !== 'none' ? (
        <p className="inv-quiet">{t('screens.invoices.same_person')}</p>
      ) : null}
      <FindingList findings={request.findings} />
    </Side>
  );
}
