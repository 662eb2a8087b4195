import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { readFen } from '../order-check/draft.ts';
import { useCommand } from '../upgrade/queries.ts';
import type { OneTicket } from './forms.tsx';

/** 调账 E59: an allowed pair of accounts, the amount, why; the entry is shown before it is posted. */
export function AdjustForm({ ticket, close }: OneTicket) {
  const { t, refusal, language } = useTexts();
  const notify = useNotify();
  const [chosen, setChosen] = useState<string | null>(null);
  const [amount, setAmount] = useState(showFen(Math.abs(ticket.amountFen)));
  const [note, setNote] = useState('');
  const pairs = useQuery({
    queryKey: ['book', 'tickets', 'pairs', ticket.id],
    queryFn: () => desk.tickets.pairs({ ticket: ticket.id }),
  });
  const pair = pairs.data?.find(each => each.pair === chosen) ?? pairs.data?.[0];
  const read = readFen(amount);
  const amountFen = read !== null && read > 0 ? read : null;
  const asked = { ticket: ticket.id, pair: pair?.pair ?? '', amountFen: amountFen ?? 1 };
  const preview = useQuery({
    queryKey: ['book', 'tickets', 'preview', asked],
    queryFn: () => desk.tickets.previewAdjustment(asked),
    enabled: pair !== undefined && amountFen !== null,
    placeholderData: before => before,
  });
  const { busy, fault, send } = useCommand(desk.tickets.adjust);
  const submit = async () => {
    const done = await send({ ...asked, note: note.trim() });
    if (!done) return;
    notify.success('screens.tickets.adjusted', { batch: done.batch });
    close();
  };
  const failed = pairs.error;
  return (
    <SidePanel
      wide
      title={t('screens.tickets.act.adjust')}
      act={t('screens.tickets.adjust_do', { amount: amountFen === null ? '' : showFen(amountFen) })}
      ready={pair !== undefined && amountFen !== null && note.trim() !== '' && preview.data !== undefined}
      busy={busy}
      fault={fault ? refusal(fault) : preview.error ? refusal(preview.error) : null}
      note={t('screens.tickets.adjust_about')}
      needs={['tickets/adjust']}
      submit={() => void submit()}
      close={close}
    >
      {failed ? <ErrorPanel error={failed} again={() => void pairs.refetch()} /> : null}
      {!pairs.data && !failed ? <SkeletonRows rows={4} /> : null}
      {pairs.data?.length === 0 ? <p className="muted">{t('screens.tickets.no_pairs')}</p> : null}
      {pair ? (
        <>
          <ChoiceField
            search
            name={t('screens.tickets.pair')}
            value={pair.pair}
            options={(pairs.data ?? []).map(({ pair: value, debit, credit }) => ({
              value,
              label: t('screens.tickets.entry', { debit: sideOf(debit), credit: sideOf(credit) }),
            }))}
            change={setChosen}
          />
          <TextField
            figures
            name={t('screens.tickets.amount')}
            value={amount}
            suffix={t('screens.tickets.yuan')}
            change={setAmount}
            finding={amountFen === null ? { severity: 'error', text: t('screens.tickets.bad_amount') } : null}
          />
          <TextField name={t('screens.tickets.why')} value={note} most={400} change={setNote} />
          {preview.data ? (
            <section className="tickets-part" aria-label={t('screens.tickets.preview')}>
              <h3>
                {t('screens.tickets.preview')} <span className="figures">{preview.data.effectiveOn}</span>
              </h3>
              <ul className="tickets-preview">
                {preview.data.legs.map(leg => (
                  <li key={`${leg.debit} ${leg.credit}`}>
                    <span>{t('screens.tickets.debit', { account: leg.debit })}</span>
                    <span className="figures">{showFen(leg.amountFen)}</span>
                    <span>{t('screens.tickets.credit', { account: leg.credit })}</span>
                    <span className="figures">{showFen(leg.amountFen)}</span>
                  </li>
                ))}
              </ul>
              <p className="muted">
                {preview.data.rule.id} · {preview.data.rule[language]}
              </p>
            </section>
          ) : null}
        </>
      ) : null}
    </SidePanel>
  );
}

const sideOf = ({ code, name, of }: { code: string; name: string; of: string }): string =>
  [code, name, of].filter(Boolean).join(' ');
