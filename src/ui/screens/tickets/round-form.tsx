import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../upgrade/queries.ts';

const SHOWN = 100;

/** 尾差 within the tolerance, written off at once after they were shown. */
export function RoundForm({ month, close }: { month: string; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [note, setNote] = useState('');
  const rounds = useQuery({
    queryKey: ['book', 'tickets', 'rounds', month],
    queryFn: () => desk.tickets.rounds({ month }),
  });
  const { busy, fault, send } = useCommand(desk.tickets.acceptRounds);
  const { tickets = [], sumFen = 0, refused = [] } = rounds.data ?? {};
  const submit = async () => {
    const done = await send({ month, tickets: tickets.map(({ ticket }) => ticket), note: note.trim() });
    if (!done) return;
    notify.success('screens.tickets.rounds_done', {
      count: showCount(done.accepted),
      amount: showFen(done.sumFen),
    });
    close();
  };
  return (
    <SidePanel
      wide
      title={t('screens.tickets.rounds')}
      act={t('screens.tickets.rounds_do', { count: showCount(tickets.length), amount: showFen(sumFen) })}
      ready={tickets.length > 0 && note.trim() !== ''}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.tickets.rounds_about')}
      needs={['tickets/acceptRounds']}
      submit={() => void submit()}
      close={close}
    >
      {rounds.error ? <ErrorPanel error={rounds.error} again={() => void rounds.refetch()} /> : null}
      {!rounds.data && !rounds.error ? <SkeletonRows rows={5} /> : null}
      {rounds.data && tickets.length === 0 ? <p className="muted">{t('screens.tickets.no_rounds')}</p> : null}
      {tickets.length > 0 ? (
        <ul className="tickets-entries">
          {tickets.slice(0, SHOWN).map(({ ticket, clientName, amountFen }) => (
            <li key={ticket}>
              <span className="figures">{t('screens.tickets.numbered', { ticket })}</span>
              <span>{clientName ?? '–'}</span>
              <span className={amountFen < 0 ? 'figures desk-negative' : 'figures'}>
                {showFen(amountFen)}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {refused.length > 0 ? (
        <>
          <h3>{t('screens.tickets.rounds_left', { count: showCount(refused.length) })}</h3>
          <ul className="wb-refused">
            {refused.slice(0, SHOWN).map(({ ticket, code, params }) => (
              <li key={ticket}>{t(code, params)}</li>
            ))}
          </ul>
        </>
      ) : null}
      <TextField name={t('screens.tickets.why')} value={note} most={400} change={setNote} />
    </SidePanel>
  );
}
