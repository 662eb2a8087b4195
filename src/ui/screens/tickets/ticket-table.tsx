import { Checkbox } from 'antd';
import { memo, type Ref, useId, useImperativeHandle, useRef, useState } from 'react';
import type { TicketView } from '../../../contract/tickets.ts';
import { useAction } from '../../app/actions.tsx';
import { Chip, type Tone } from '../../app/chip.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { useWindow } from '../clients/use-window.ts';

export const STATE_TONES: Record<TicketView['state'], Tone> = {
  open: 'warning',
  carried: 'info',
  decided: 'success',
};

export interface TicketTableHandle {
  focus(): void;
  show(index: number): void;
}

const PAGE_ROWS = 15;

/** Tickets of the month. Only those in sight are drawn; the focus stays on the list. */
export function TicketTable(props: {
  rows: readonly TicketView[];
  at: number | null;
  move(ticket: number): void;
  step(by: number): void;
  ticked: ReadonlySet<number>;
  setTicked(ticked: ReadonlySet<number>): void;
  ref?: Ref<TicketTableHandle>;
}) {
  const { t } = useTexts();
  const { rows, at, ticked } = props;
  const id = useId();
  const list = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState(false);
  const place = rows.findIndex(ticket => ticket.id === at);
  const { box, onScroll, show, first, end, above_px, below_px } = useWindow(rows.length, 0);
  useImperativeHandle(props.ref, () => ({ focus: () => list.current?.focus(), show }), [show]);
  const newest = useRef(props);
  newest.current = props;
  const toggle = (ticket: number) => {
    const next = new Set(newest.current.ticked);
    if (!next.delete(ticket)) next.add(ticket);
    newest.current.setTicked(next);
  };
  const acts = useRef<RowActs>({ toggle, move: ticket => newest.current.move(ticket) });
  useTableKeys({ focused, at, step: props.step, toggle });
  const everyTicked = rows.length > 0 && rows.every(ticket => ticked.has(ticket.id));
  return (
    <div className="wb-scroll" ref={box} onScroll={onScroll}>
      <table
        ref={list}
        className="plain-table wb-table tickets-table"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table moved through by arrows
        role="grid"
        aria-label={t('screens.tickets.list')}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={place >= first && place < end ? `${id}-${place}` : undefined}
        tabIndex={0}
        data-focused={focused}
        onFocus={event => {
          if (event.target === event.currentTarget) setFocused(true);
        }}
        onBlur={() => setFocused(false)}
      >
        <thead>
          <tr>
            <th className="wb-tick">
              <Checkbox
                aria-label={t('screens.tickets.tick_all')}
                checked={everyTicked}
                indeterminate={ticked.size > 0 && !everyTicked}
                onChange={event =>
                  props.setTicked(new Set(event.target.checked ? rows.map(ticket => ticket.id) : []))
                }
              />
            </th>
            <th className="tickets-reason-column">{t('screens.tickets.col.reason')}</th>
            <th>{t('screens.tickets.col.client')}</th>
            <th className="wb-day tickets-day">{t('screens.tickets.col.day')}</th>
            <th className="wb-age number">{t('screens.tickets.col.age')}</th>
            <th className="wb-fen number">{t('screens.tickets.col.amount')}</th>
            <th className="tickets-state">{t('screens.tickets.col.state')}</th>
            <th className="tickets-owner">{t('screens.tickets.col.owner')}</th>
            <th className="tickets-note">{t('screens.tickets.col.note')}</th>
          </tr>
        </thead>
        <tbody>
          {above_px > 0 ? <Spacer height_px={above_px} /> : null}
          {rows.slice(first, end).map((ticket, nth) => (
            <Row
              key={ticket.id}
              id={`${id}-${first + nth}`}
              index={first + nth}
              ticket={ticket}
              here={ticket.id === at}
              ticked={ticked.has(ticket.id)}
              acts={acts.current}
            />
          ))}
          {below_px > 0 ? <Spacer height_px={below_px} /> : null}
        </tbody>
      </table>
      {rows.length === 0 ? <p className="wb-none">{t('screens.tickets.none_found')}</p> : null}
    </div>
  );
}

/** The list's keys, which act while the list has the focus. */
function useTableKeys(of: {
  focused: boolean;
  at: number | null;
  step(by: number): void;
  toggle(ticket: number): void;
}): void {
  const { focused, at, step } = of;
  const offer = (name: string, keys: string, run: () => void, enabled = focused) => ({
    id: `tickets.${name}`,
    title: `screens.tickets.key.${name}`,
    group: 'screens.tickets.keys',
    keys,
    enabled,
    run,
  });
  useAction(offer('next', 'j', () => step(1), true));
  useAction(offer('before', 'k', () => step(-1), true));
  useAction(offer('down', 'down', () => step(1)));
  useAction(offer('up', 'up', () => step(-1)));
  useAction(offer('page_down', 'pagedown', () => step(PAGE_ROWS)));
  useAction(offer('page_up', 'pageup', () => step(-PAGE_ROWS)));
  useAction(
    offer('tick', 'space', () => {
      if (at !== null) of.toggle(at);
    }),
  );
}

function Spacer({ height_px }: { height_px: number }) {
  return (
    <tr className="wb-spacer" aria-hidden>
      <td colSpan={6} style={{ height: height_px }} />
    </tr>
  );
}

interface RowActs {
  move(ticket: number): void;
  toggle(ticket: number): void;
}

const Row = memo(function Row(props: {
  id: string;
  index: number;
  ticket: TicketView;
  here: boolean;
  ticked: boolean;
  acts: RowActs;
}) {
  const { t } = useTexts();
  const { ticket, acts } = props;
  const { clientCode, clientName, amountFen, ageDays, owner, note } = ticket;
  const client = clientName ?? clientCode;
  return (
    <tr
      id={props.id}
      aria-rowindex={props.index + 2}
      aria-selected={props.ticked}
      data-here={props.here}
      onClick={() => acts.move(ticket.id)}
    >
      <td className="wb-tick">
        <Checkbox
          checked={props.ticked}
          tabIndex={-1}
          aria-label={t('screens.tickets.tick', { ticket: ticket.id })}
          onClick={event => event.stopPropagation()}
          onChange={() => acts.toggle(ticket.id)}
        />
      </td>
      <td>{t(`screens.tickets.reason.${ticket.reason}`)}</td>
      <td title={client ?? undefined}>{client ?? <span className="muted">–</span>}</td>
      <td className="figures tickets-day">{ticket.aroseOn}</td>
      <td className="number figures wb-age" data-old={ageDays > 30}>
        {showCount(ageDays)}
      </td>
      <td className={amountFen < 0 ? 'number figures desk-negative' : 'number figures'}>
        {showFen(amountFen)}
      </td>
      <td>
        <Chip tone={STATE_TONES[ticket.state]} word={t(`screens.tickets.state.${ticket.state}`)} />
      </td>
      <td className="tickets-owner">{owner ?? <span className="muted">–</span>}</td>
      <td className="tickets-note" title={note ?? undefined}>
        {note ?? ''}
      </td>
    </tr>
  );
});
