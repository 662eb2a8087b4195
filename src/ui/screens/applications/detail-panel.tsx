import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ApplicationDetail, SteppedView } from '../../../contract/applications.ts';
import type { ApplicationAct } from '../../../domain/applications/states.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { today } from '../clients/days.ts';
import { useCommand } from '../clients/use-command.ts';
import { TONES } from './application-table.tsx';
import { formAgain } from './draft.ts';

/** Acts that are taken here; payments and deposits belong to the cashier's own screen. */
const HERE = ['apply', 'override', 'approve', 'refuse', 'finish', 'withdraw'] as const;
type Here = (typeof HERE)[number];
const NEEDS_REASON: readonly ApplicationAct[] = ['override', 'refuse'];

/** One application: what it is for, its lines and steps, and what may be done with it. */
export function DetailPanel({
  application,
  close,
  edit,
}: {
  application: number;
  close(): void;
  /** Opens a draft in its form. */
  edit(draft: ApplicationDetail): void;
}) {
  const { t } = useTexts();
  const detail = useQuery({
    queryKey: ['book', 'applications', 'detail', application],
    queryFn: () => desk.applications.detail({ application }),
  });
  const { data } = detail;
  return (
    <aside className="clients-side" data-wide aria-label={data?.no ?? t('screens.applications.title')}>
      <header>
        <h2>{data ? `${t(`applications.kind.${data.kind}`)} ${data.no}` : ''}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.clients.close_panel')}
          onClick={close}
        />
      </header>
      <div className="clients-side-body">
        {detail.error ? <ErrorPanel error={detail.error} again={() => void detail.refetch()} /> : null}
        {detail.isPending ? <SkeletonRows rows={5} /> : null}
        {data ? <Facts of={data} /> : null}
        {data ? <Lines of={data} /> : null}
        {data ? <Steps of={data} /> : null}
      </div>
      {data ? <Acts key={data.state} of={data} edit={() => edit(data)} /> : null}
    </aside>
  );
}

/** Sum over the lines as it is shown; null for none. */
function sumOf({ lines }: ApplicationDetail, of: 'feeFen' | 'grantFen'): string | null {
  const fen = lines.reduce((sum, line) => sum + line[of], 0);
  return fen === 0 ? null : showFen(fen);
}

function Facts({ of }: { of: ApplicationDetail }) {
  const { t } = useTexts();
  const facts: [string, string | null][] = [
    ['client', of.clientName],
    ['holder', of.holder === null ? null : t(`screens.people.role.${of.holder}`)],
    ['funding', of.kind === 'recharge' ? t(`recharges.funding.${of.funding}`) : null],
    ['route', of.kind === 'recharge' ? t(`recharges.route.${of.route}`) : null],
    ['pay_code', of.payCode],
    ['due_on', of.dueOn],
    ['fee_of', sumOf(of, 'feeFen')],
    ['grant_of', sumOf(of, 'grantFen')],
    ['unseen', of.unseenFen > 0 ? showFen(of.unseenFen) : null],
    ['invoice_title', of.details.title ?? null],
    ['invoice_state', of.invoice && t(`invoices.request.${of.invoice.state}`)],
    ['invoice_number', of.invoice?.number ?? null],
    ['agreement', of.details.agreement ?? null],
    ['override_reason', of.overrideReason],
    ['note', of.note === '' ? null : of.note],
  ];
  return (
    <dl className="applications-facts">
      <dt>{t('screens.applications.state')}</dt>
      <dd>
        <Chip tone={TONES[of.state]} word={t(`applications.state.${of.state}`)} />
      </dd>
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="applications-fact">
            <dt>{t(`screens.applications.${name}`)}</dt>
            <dd className="figures">
              {name === 'invoice_state' ? <Link to={`${ROUTES.invoices}?tab=requests`}>{value}</Link> : value}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Lines({ of: { kind, lines } }: { of: ApplicationDetail }) {
  const { t } = useTexts();
  const isRecharge = kind === 'recharge';
  return (
    <table className="plain-table applications-detail-lines">
      <thead>
        <tr>
          <th>{t('screens.applications.account')}</th>
          <th className="number">
            {t(isRecharge ? 'screens.applications.paid' : 'screens.applications.amount')}
          </th>
          {isRecharge ? <th className="number">{t('screens.applications.credited')}</th> : null}
          {isRecharge ? <th className="number">{t('screens.applications.deposited')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <tr key={line.id}>
            <td>
              {[line.accountName, line.toAccountName ?? line.toClientName].filter(Boolean).join(' → ') || '–'}
              {line.accountId ? <div className="muted figures">{line.accountId}</div> : null}
            </td>
            <td className="number figures">{showFen(line.paidFen)}</td>
            {isRecharge ? <td className="number figures">{showFen(line.creditedFen)}</td> : null}
            {isRecharge ? (
              <td className="number figures">
                {line.depositedFen === null ? '–' : showFen(line.depositedFen)}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Steps({ of: { steps } }: { of: ApplicationDetail }) {
  const { t } = useTexts();
  return (
    <ol className="applications-steps" aria-label={t('screens.applications.steps')}>
      {steps.map(step => (
        <li key={step.at + step.act}>
          <span className="figures muted">{beijingTime(step.at)}</span> {step.actor}{' '}
          {t(`applications.act.${step.act}`)}
          {step.ownWork ? <Chip tone="warning" word={t('screens.applications.own_work')} /> : null}
          {step.reason === '' ? null : <div className="applications-reason">{step.reason}</div>}
        </li>
      ))}
    </ol>
  );
}

function Acts({ of, edit }: { of: ApplicationDetail; edit(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const may = useMay();
  const [reason, setReason] = useState('');
  const command = useCommand<{ application: number; reason: string; act: Here }, SteppedView>(
    ({ act, reason: said, ...input }) => {
      if (act === 'apply') return desk.applications.apply({ key: input.key, id: of.id, form: formAgain(of) });
      return act === 'finish'
        ? desk.applications.finish({ ...input, on: today(), document: said })
        : desk.applications[act]({ ...input, reason: said });
    },
  );
  const acts = HERE.filter(act => of.acts.includes(act) && may(`applications/${act}`));
  const waitsForCashier = of.acts.includes('pay') || of.acts.includes('arrive');
  const take = async (act: Here) => {
    const answer = await command.send({ application: of.id, reason: reason.trim(), act });
    if (answer)
      notify.success('screens.applications.taken', { no: of.no, act: t(`applications.act.${act}`) });
  };
  if (acts.length === 0 && !waitsForCashier) return null;
  return (
    <footer className="applications-acts">
      {command.fault ? (
        <p className="clients-fault" role="alert">
          {refusal(command.fault)}
        </p>
      ) : null}
      {acts.length > 0 ? (
        <Input
          aria-label={t('screens.applications.reason')}
          placeholder={t(
            of.kind === 'invoice' && of.state === 'approved'
              ? 'screens.applications.document'
              : 'screens.applications.reason',
          )}
          value={reason}
          maxLength={200}
          onChange={({ target }) => setReason(target.value)}
        />
      ) : null}
      <div className="applications-buttons">
        {acts.map(act => (
          <Button
            key={act}
            type={act === 'approve' || act === 'finish' || act === 'apply' ? 'primary' : 'default'}
            danger={act === 'refuse'}
            loading={command.busy}
            disabled={NEEDS_REASON.includes(act) && reason.trim() === ''}
            onClick={() => void take(act)}
          >
            {t(`applications.act.${act}`)}
          </Button>
        ))}
        {of.state === 'draft' && may('applications/keep') ? (
          <Button onClick={edit}>{t('screens.applications.edit')}</Button>
        ) : null}
        {waitsForCashier && may('recharges/pay', 'recharges/arrive') ? (
          <Link to={`${ROUTES.recharges}?application=${of.id}`}>{t('screens.applications.to_cashier')}</Link>
        ) : null}
      </div>
    </footer>
  );
}
