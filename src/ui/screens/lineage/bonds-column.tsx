import type { Lineage, LineageCase, LineageMatch, LineageTicket } from '../../../domain/lineage.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { lineagePath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useAccountWords } from '../accounts/account-words.ts';
import { Figure } from '../accounts/figure.tsx';
import { placeOf } from '../journal/row-fields.tsx';
import { Card, Column, type LineageWays } from './column.tsx';
import { casePath, caseStateCode } from './state-words.ts';

/** 事项与核对: what the entries belong to, with whom the rows were matched, and the differences that are open. */
export function BondsColumn({ chain, open }: { chain: Lineage } & LineageWays) {
  const { t } = useTexts();
  const { cases, matches, tickets } = chain;
  const count = cases.length + matches.length + tickets.length;
  return (
    <Column name="bonds" count={count === 0 ? '' : showCount(count)}>
      {cases.map(each => (
        <Case key={`${each.kind} ${each.caseNo}`} of={each} asked={chain} open={open} />
      ))}
      {matches.map(match => (
        <Match key={match.id} match={match} asked={chain.row} open={open} />
      ))}
      {tickets.map(ticket => (
        <Ticket key={ticket.id} ticket={ticket} open={open} />
      ))}
      {count === 0 ? <p className="side-note">{t('screens.lineage.no_bonds')}</p> : null}
    </Column>
  );
}

function Case({ of, asked, open }: { of: LineageCase; asked: Lineage } & LineageWays) {
  const { t, has } = useTexts();
  const words = useAccountWords();
  const state = caseStateCode(of);
  const path = casePath(of);
  return (
    <Card
      isAsked={of.caseNo === asked.caseNo}
      head={
        <>
          <b>{t(`screens.lineage.case.${of.kind}`)}</b>
          <button
            type="button"
            className="line-link figures lin-place"
            onClick={() => open(path ?? lineagePath({ caseNo: of.caseNo }))}
          >
            {of.caseNo}
          </button>
          {state !== null && has(state) ? <Chip tone="neutral" word={t(state)} /> : null}
        </>
      }
    >
      {of.clientName === null ? null : <p className="muted">{of.clientName}</p>}
      <ol className="lin-steps">
        {of.steps.map(({ transfer, effectiveOn, event, amountFen }) => (
          <li key={transfer} data-asked={transfer === asked.transfer || undefined}>
            <span className="figures muted">{effectiveOn}</span>
            <button type="button" className="leg-open" onClick={() => open(lineagePath({ transfer }))}>
              {words.event(event)}
            </button>
            <Figure fen={amountFen} />
          </li>
        ))}
      </ol>
      {of.stepsTotal > of.steps.length ? (
        <p className="side-note">
          {t('screens.lineage.not_all', {
            shown: showCount(of.steps.length),
            total: showCount(of.stepsTotal),
          })}
        </p>
      ) : null}
      {path !== null && asked.caseNo !== of.caseNo ? (
        <button type="button" className="line-link" onClick={() => open(lineagePath({ caseNo: of.caseNo }))}>
          {t('screens.lineage.whole_case')}
        </button>
      ) : null}
    </Card>
  );
}

function Match({ match, asked, open }: { match: LineageMatch; asked: number | null } & LineageWays) {
  const { t, has } = useTexts();
  const rule = `screens.workbench.rule.${match.rule}`;
  return (
    <Card
      head={
        <>
          <b>{t('screens.lineage.match', { relation: t(`screens.workbench.relation.${match.relation}`) })}</b>
          <Chip
            tone={match.state === 'matched' ? 'success' : 'warning'}
            word={t(`screens.workbench.state.${match.state}`)}
          />
          <span className="leg-gap" />
          <span className="muted">{has(rule) ? t(rule) : match.rule}</span>
        </>
      }
    >
      <ul className="lin-steps">
        {match.rows.map(row => (
          <li key={`${row.side} ${row.sourceRow}`} data-asked={row.sourceRow === asked || undefined}>
            <span className="muted">{t(`screens.lineage.side.${row.side}`)}</span>
            <button
              type="button"
              className="leg-open"
              title={placeOf(row, t)}
              onClick={() => open(lineagePath({ row: row.sourceRow }))}
            >
              {placeOf(row, t)}
            </button>
            <Figure fen={row.amountFen} />
          </li>
        ))}
      </ul>
      {match.differenceFen === 0 ? null : (
        <p className="lin-total">
          {t('screens.lineage.difference')} <Figure fen={match.differenceFen} />
        </p>
      )}
    </Card>
  );
}

const TICKET_TONES: Record<LineageTicket['state'], Tone> = {
  open: 'warning',
  carried: 'info',
  decided: 'success',
};

function Ticket({ ticket, open }: { ticket: LineageTicket } & LineageWays) {
  const { t, has } = useTexts();
  const reason = `screens.tickets.reason.${ticket.reason}`;
  const at = new URLSearchParams({ month: ticket.month, ticket: String(ticket.id) });
  if (ticket.state === 'decided') at.set('decided', '1');
  return (
    <Card
      head={
        <>
          <b>{t('screens.lineage.ticket')}</b>
          <button
            type="button"
            className="line-link lin-place"
            onClick={() => open(`${ROUTES.tickets}?${at}`)}
          >
            {has(reason) ? t(reason) : t('screens.lineage.ticket_no', { ticket: ticket.id })}
          </button>
          <Chip tone={TICKET_TONES[ticket.state]} word={t(`screens.tickets.state.${ticket.state}`)} />
        </>
      }
    >
      <p className="lin-total">
        <span className="figures muted">{ticket.aroseOn}</span> <Figure fen={ticket.amountFen} />
      </p>
    </Card>
  );
}
