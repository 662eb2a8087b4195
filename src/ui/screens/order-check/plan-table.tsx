import { useState } from 'react';
import type { PlanVerdict } from '../../../contract/plans.ts';
import type { Lift } from '../../../domain/orders/plan.ts';
import type { Finding, RefusalData } from '../../../domain/refusal.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { FindingList } from './finding-list.tsx';
import type { PlanLine } from './plan-lines.ts';
import { useSaid } from './use-said.ts';

/** A line each planned order: whether and as which it fits, the gravest finding, and what would let it in. */
export function PlanTable({ lines }: { lines: readonly PlanLine[] }) {
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
          {lines.map((line, at) => (
            <Line
              key={`${line.sheet} ${line.row}`}
              line={line}
              open={open === at}
              toggle={() => setOpen(open === at ? null : at)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ line, open, toggle }: { line: PlanLine; open: boolean; toggle(): void }) {
  const { t } = useTexts();
  const said = useSaid();
  const { product, scene, verdict, refusals } = line;
  const gravest = verdict?.findings.find(({ severity }) => severity !== 'info');
  // A rule that refuses is said once, with its source.
  const others = refusals.filter(({ code }) => code !== gravest?.code);
  return (
    <>
      <tr>
        <td className="number figures">
          <button type="button" className="line-link" aria-expanded={open} onClick={toggle}>
            {line.row}
          </button>
        </td>
        <td className="check-nowrap">
          {product ? t(`screens.order_check.product.${product}`) : null}
          {scene ? ` · ${t(`screens.order_check.scene.${scene}`)}` : ''}
        </td>
        <td>{line.who || <span className="muted">–</span>}</td>
        <td className="number figures">{line.amountFen === null ? '–' : showFen(line.amountFen)}</td>
        <td className="check-nowrap">
          <Conclusion line={line} />
        </td>
        <td>
          {gravest ? (
            <div>
              {said(gravest).what} <RuleLink rule={gravest.rule} row={gravest.row} />
            </div>
          ) : null}
          <Reasons refusals={others} />
          <Doubts findings={line.doubts} />
        </td>
        <td className="check-lift">{verdict ? <Lifts lifts={verdict.lifts} /> : null}</td>
      </tr>
      {open && verdict ? (
        <tr className="check-open">
          <td />
          <td colSpan={6}>
            <FindingList findings={verdict.findings} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function Conclusion({ line: { verdict, refusals, asked, isDone } }: { line: PlanLine }) {
  const { t } = useTexts();
  if (isDone) return <Chip tone="success" word={t(`screens.order_check.line_done.${asked}`)} />;
  if (asked === 'unread') return <Chip tone="danger" word={t('screens.order_check.unread')} />;
  if (refusals.length > 0 && (verdict === null || verdict.allowed))
    return <Chip tone="danger" word={t('screens.order_check.not_committed')} />;
  if (asked === 'registered')
    return (
      <Chip
        tone={verdict?.allowed ? 'success' : 'warning'}
        word={t(`screens.order_check.registers.${verdict?.allowed ? 'plain' : 'flagged'}`)}
      />
    );
  return verdict ? <Fits verdict={verdict} /> : null;
}

/** Whether and as which of its day an order fits. */
export function Fits({ verdict: { turn, allowed, findings } }: { verdict: PlanVerdict }) {
  const { t } = useTexts();
  if (turn === null)
    return (
      <Chip
        tone={allowed ? 'neutral' : 'danger'}
        word={t(allowed ? 'screens.order_check.no_amount_yet' : 'screens.order_check.fits_not')}
      />
    );
  const doubtful = findings.some(({ severity }) => severity === 'warn');
  return (
    <Chip
      tone={doubtful ? 'warning' : 'success'}
      word={t(doubtful ? 'screens.order_check.fits_doubtful' : 'screens.order_check.fits_as', { turn })}
    />
  );
}

function Reasons({ refusals }: { refusals: readonly RefusalData[] }) {
  const { t } = useTexts();
  return refusals.map(({ code, params }) => <div key={code}>{t(code, params)}</div>);
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

/** What would let an order in. */
export function Lifts({ lifts }: { lifts: readonly Lift[] }) {
  const { t } = useTexts();
  return lifts.map(lift => (
    <div key={lift.by}>
      {lift.by === 'reduce'
        ? t('screens.order_check.lift.reduce', { amount: showFen(lift.amountFen) })
        : t(`screens.order_check.lift.${lift.by}`)}
    </div>
  ));
}
