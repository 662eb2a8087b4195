import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ACCOUNTS } from '../../../domain/accounting/chart.ts';
import type { FundsDaily, ShownFundLine } from '../../../domain/reports/funds-daily.ts';
import { showFen } from '../../app/figures.ts';
import { ledgerPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';

/** What stands beside the day: the ledgers behind a line, what is to be paid, what is due. */
export type Opened = { kind: 'line'; key: string } | { kind: 'payables' } | { kind: 'dues' };

export function FundsPanel(props: { report: FundsDaily; opened: Opened; close(): void }) {
  const { t } = useTexts();
  const { report, opened, close } = props;
  if (opened.kind === 'payables')
    return (
      <Panel title={t('funds.title.payables')} sumFen={report.payableFen} close={close}>
        <Payables report={report} />
      </Panel>
    );
  if (opened.kind === 'dues')
    return (
      <Panel title={t('funds.title.dues')} sumFen={report.dueFen} close={close}>
        <Dues report={report} />
      </Panel>
    );
  const line = report.lines.find(({ key }) => key === opened.key);
  return line ? <LinePanel line={line} on={report.on} close={close} /> : null;
}

function Panel(props: { title: string; sumFen: number | null; close(): void; children: ReactNode }) {
  const { t } = useTexts();
  const { title, sumFen, close, children } = props;
  return (
    <aside className="clients-side" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.clients.close_panel')}
          onClick={close}
        />
      </header>
      <div className="clients-side-body policies-side">
        {sumFen === null ? null : (
          <p className="figures muted">{t('screens.funds.sum', { amount: showFen(sumFen) })}</p>
        )}
        {children}
      </div>
    </aside>
  );
}

/** The accounts of a line; each leads to its 明细账 of the day. */
function LinePanel({ line, on, close }: { line: ShownFundLine; on: string; close(): void }) {
  const { t, language } = useTexts();
  const nameOf = (code: string) => ACCOUNTS.find(each => each.code === code)?.[language] ?? code;
  return (
    <Panel title={line.name ?? nameOf(line.key)} sumFen={null} close={close}>
      <p className="muted">{t('screens.funds.line_about', { day: on })}</p>
      {line.accounts.map(({ account, openingFen, inFen, outFen, closingFen }) => {
        const { bucket } = account.dims;
        const { client, money, pool, employee } = account.names;
        const parts = [
          bucket === undefined ? undefined : t(`reports.bucket.${bucket}`),
          ...(line.group === 'pool' ? [] : [client, money, pool, employee]),
        ];
        return (
          <section key={account.id} className="funds-account">
            <Link className="line-link" to={ledgerPath(account.id, { from: on, to: on })}>
              {[`${account.code} ${nameOf(account.code)}`, ...parts.filter(Boolean)].join(' · ')}
            </Link>
            <dl>
              {(
                [
                  ['openingFen', openingFen],
                  ['inFen', inFen],
                  ['outFen', outFen],
                  ['closingFen', closingFen],
                ] as const
              ).map(([name, fen]) => (
                <div key={name}>
                  <dt>{t(`funds.column.${name}`)}</dt>
                  <dd className={`figures ${fen < 0 ? 'desk-negative' : ''}`}>{showFen(fen)}</dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </Panel>
  );
}

/** One line of a list: what it is, of whom, and how much; it leads to where it is worked off. */
function Entry(props: { to: string; what: string; about: string; fen: number }) {
  return (
    <li>
      <Link className="policies-what" to={props.to}>
        {props.what}
        <span className="funds-about figures">{props.about}</span>
      </Link>
      <span className="figures policies-fen">{showFen(props.fen)}</span>
    </li>
  );
}

function Payables({ report: { on, payables } }: { report: FundsDaily }) {
  const { t } = useTexts();
  return (
    <ul className="policies-list">
      {payables.map(({ kind, party, no, dueOn, amountFen, account }) => (
        <Entry
          key={`${kind} ${account} ${no} ${dueOn}`}
          to={account === null ? ROUTES.recharges : ledgerPath(account, { from: on, to: on })}
          what={party === '' ? t(`funds.payable.${kind}`) : `${t(`funds.payable.${kind}`)} · ${party}`}
          about={[no, dueOn].filter(Boolean).join(' · ')}
          fen={amountFen}
        />
      ))}
    </ul>
  );
}

const OWED = ['advance', 'postpaid', 'overdraft', 'penalty'] as const;

function Dues({ report: { on, dues } }: { report: FundsDaily }) {
  const { t } = useTexts();
  return (
    <ul className="policies-list">
      {dues.map(({ item, account, clientName, kind, no, dueOn, overdueDays, openFen }) => (
        <Entry
          key={item}
          to={ledgerPath(account, { from: dueOn < on ? dueOn : on, to: on })}
          what={`${clientName ?? ''} · ${t(`ageing.owed.${OWED.find(each => each === kind) ?? 'fee'}`)}`}
          about={[no, t('screens.funds.due', { day: dueOn, count: overdueDays })].filter(Boolean).join(' · ')}
          fen={openFen}
        />
      ))}
    </ul>
  );
}
