import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import type { ListedLine, ListedView } from '../../../contract/order-list.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { orderPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { FindingList } from '../order-check/finding-list.tsx';
import { useSaid } from '../order-check/use-said.ts';
import { RuleLink } from '../rules/rule-source.tsx';

const TONES: Record<ListedLine['verdict'], Tone> = { new: 'success', known: 'neutral', refused: 'danger' };

/** A line each order of a pasted list: whether it is registered, what was read, and every doubt. */
export function ListedTable({ view }: { view: ListedView }) {
  const { t } = useTexts();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <div className="orders-listed-rows">
      <table className="plain-table check-table">
        <thead>
          <tr>
            <th className="number">{t('screens.order_check.column.row')}</th>
            <th>{t('screens.orders.listed.verdict')}</th>
            <th>{t('orders.column.order_no')}</th>
            <th>{t('orders.column.product')}</th>
            <th className="orders-listed-who">{t('screens.orders.listed.who')}</th>
            <th className="number">{t('screens.orders.listed.amount')}</th>
            <th>{t('orders.column.state')}</th>
            <th>{t('screens.orders.listed.placed_at')}</th>
            <th className="orders-listed-why">{t('screens.orders.listed.findings')}</th>
          </tr>
        </thead>
        <tbody>
          {view.lines.map((line, at) => (
            <Fragment key={`${line.sheet ?? ''} ${line.row}`}>
              <Line line={line} open={open === at} toggle={() => setOpen(open === at ? null : at)} />
              {open === at && line.findings.length > 0 ? (
                <tr className="check-open">
                  <td />
                  <td colSpan={8}>
                    <FindingList findings={line.findings} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ line, open, toggle }: { line: ListedLine; open: boolean; toggle(): void }) {
  const { t } = useTexts();
  const { draft, verdict, state } = line;
  const who = [line.clientName, line.accountName ?? draft.account].filter(Boolean).join(' · ');
  return (
    <tr data-stays={verdict !== 'new' || undefined}>
      <td className="number figures">
        {line.findings.length > 0 ? (
          <button type="button" className="line-link" aria-expanded={open} onClick={toggle}>
            {line.row}
          </button>
        ) : (
          line.row
        )}
      </td>
      <td className="check-nowrap">
        <Chip tone={TONES[verdict]} word={t(`screens.orders.listed.${verdict}`)} />
      </td>
      <td className="figures check-nowrap">
        {line.order !== null ? (
          <Link className="line-link" to={orderPath(line.order)}>
            {line.orderNo}
          </Link>
        ) : (
          line.orderNo || <span className="muted">–</span>
        )}
      </td>
      <td className="check-nowrap">
        {draft.product ? t(`orders.product.${draft.product}`) : <span className="muted">–</span>}
        {draft.scene ? ` · ${t(`orders.scene.${draft.scene}`)}` : ''}
      </td>
      <td>{who || <span className="muted">–</span>}</td>
      <td className="number figures">
        {draft.amountFen === undefined ? <span className="muted">–</span> : showFen(draft.amountFen)}
        {draft.payment && draft.payment !== 'pool' ? (
          <div className="muted">{t(`orders.payment.${draft.payment}`)}</div>
        ) : null}
      </td>
      <td className="check-nowrap">
        {state && draft.product ? (
          t(`orders.state.${draft.product}.${state}`)
        ) : (
          <span className="muted">{t('screens.orders.listed.paid')}</span>
        )}
      </td>
      <td className="figures check-nowrap">
        {line.placedAt ?? <span className="muted">{t('screens.orders.listed.today')}</span>}
      </td>
      <td>
        <Doubts line={line} />
      </td>
    </tr>
  );
}

/** What was not understood or refuses the row, then the gravest of what the rules say. */
function Doubts({ line: { doubts, findings } }: { line: ListedLine }) {
  const { t } = useTexts();
  const said = useSaid();
  const gravest = findings.find(({ severity }) => severity !== 'info');
  return (
    <>
      {doubts.map(({ code, params, place, severity }) => (
        <div key={`${code} ${place.column}`} className={severity === 'info' ? 'muted' : 'check-doubt'}>
          {t(code, params)}
        </div>
      ))}
      {gravest ? (
        <div>
          {said(gravest).what} <RuleLink rule={gravest.rule} row={gravest.row} />
        </div>
      ) : null}
    </>
  );
}
