import { useState } from 'react';
import type { Lift, PlannedVerdict, PlanOutcome } from '../../../domain/orders/plan.ts';
import type { PlannedRow, PlanReading } from '../../../domain/orders/plan-rows.ts';
import type { Finding } from '../../../domain/refusal.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { FindingList } from './finding-list.tsx';
import { useSaid } from './use-said.ts';

/** A line each planned order: whether and as which it fits, the gravest finding, and what would let it in. */
export function PlanTable({ reading, outcome }: { reading: PlanReading; outcome: PlanOutcome }) {
  const { t } = useTexts();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <div className="check-scroll">
      <table className="plain-table check-table">
        <thead>
          <tr>
            <th className="number">{t('screens.order_check.column.row')}</th>
            <th>{t('screens.order_check.column.product')}</th>
            <th>{t('screens.order_check.column.who')}</th>
            <th className="number">{t('screens.order_check.column.amount')}</th>
            <th>{t('screens.order_check.column.fits')}</th>
            <th>{t('screens.order_check.column.why')}</th>
            <th>{t('screens.order_check.column.lift')}</th>
          </tr>
        </thead>
        <tbody>
          {reading.orders.map((order, at) => (
            <PlanLine
              key={order.row}
              order={order}
              verdict={outcome.verdicts[at]!}
              open={open === at}
              toggle={() => setOpen(open === at ? null : at)}
            />
          ))}
          {reading.refused.map(({ row, findings }) => (
            <tr key={`refused ${row}`}>
              <td className="number figures">{row}</td>
              <td colSpan={3} />
              <td>
                <Chip tone="danger" word={t('screens.order_check.unread')} />
              </td>
              <td colSpan={2}>
                <Doubts findings={findings} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PlanLine(props: { order: PlannedRow; verdict: PlannedVerdict; open: boolean; toggle(): void }) {
  const { t } = useTexts();
  const said = useSaid();
  const { order, verdict, open, toggle } = props;
  const { facts, client, account, findings } = order;
  const gravest = verdict.decision.findings.find(({ severity }) => severity !== 'info');
  return (
    <>
      <tr>
        <td className="number figures">
          <button type="button" className="line-link" aria-expanded={open} onClick={toggle}>
            {order.row}
          </button>
        </td>
        <td className="check-nowrap">
          {t(`screens.order_check.product.${facts.product}`)}
          {facts.scene ? ` · ${t(`screens.order_check.scene.${facts.scene}`)}` : ''}
        </td>
        <td>{[client, account].filter(Boolean).join(' · ') || <span className="muted">–</span>}</td>
        <td className="number figures">{facts.amountFen === undefined ? '–' : showFen(facts.amountFen)}</td>
        <td className="check-nowrap">
          <Fits verdict={verdict} />
        </td>
        <td>
          {gravest ? (
            <>
              {said(gravest).what} <RuleLink rule={gravest.rule} row={gravest.row} />
            </>
          ) : null}
          <Doubts findings={findings} />
        </td>
        <td>
          {verdict.lifts.map(lift => (
            <div key={lift.by}>{liftWords(t, lift)}</div>
          ))}
        </td>
      </tr>
      {open ? (
        <tr className="check-open">
          <td />
          <td colSpan={6}>
            <FindingList findings={verdict.decision.findings} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function Fits({ verdict: { turn, decision } }: { verdict: PlannedVerdict }) {
  const { t } = useTexts();
  if (turn === null)
    return (
      <Chip
        tone={decision.allowed ? 'neutral' : 'danger'}
        word={t(decision.allowed ? 'screens.order_check.no_amount_yet' : 'screens.order_check.fits_not')}
      />
    );
  const doubtful = decision.findings.some(({ severity }) => severity === 'warn');
  return (
    <Chip
      tone={doubtful ? 'warning' : 'success'}
      word={t(doubtful ? 'screens.order_check.fits_doubtful' : 'screens.order_check.fits_as', { turn })}
    />
  );
}

function Doubts({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTexts();
  return findings.map(({ code, params, place }) => (
    <div key={`${code} ${place.column}`} className="check-doubt">
      {place.column === undefined ? '' : `${place.column}：`}
      {t(code, params)}
    </div>
  ));
}

type Say = ReturnType<typeof useTexts>['t'];

function liftWords(t: Say, lift: Lift): string {
  if (lift.by === 'reduce') return t('screens.order_check.lift.reduce', { amount: showFen(lift.amountFen) });
  return t(`screens.order_check.lift.${lift.by}`);
}
