import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RebateLine, RebateStatementView } from '../../../contract/policies.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { ItemsField } from './items-field.tsx';
import { fenOf } from './policy-draft.ts';

type Input = Omit<Parameters<typeof desk.rebates.confirm>[0], 'key'>;

/** A 返点结算单: the amount both sides agree on, against what was accrued; or a recalculation of one. */
export function ConfirmForm(props: {
  line: RebateLine;
  recalculates: RebateStatementView | null;
  close(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { line, recalculates, close } = props;
  const [no, setNo] = useState('');
  const [on, setOn] = useState(today());
  const [amount, setAmount] = useState(showFen(recalculates?.confirmedFen ?? line.accruedFen));
  const [base, setBase] = useState('');
  const [note, setNote] = useState('');
  const [items, setItems] = useState<number[]>([]);
  const isChoosing = line.side === 'media' && recalculates === null;
  const view = useQuery({
    queryKey: ['book', 'policies', 'list'],
    queryFn: () => desk.policies.list(),
    enabled: isChoosing,
  }).data;
  const confirm = useCommand<Input, object>(desk.rebates.confirm);
  const [day, fen, baseFen] = [readDay(on), fenOf(amount), fenOf(base)];
  const before = recalculates?.confirmedFen ?? line.accruedFen;
  const submit = async () => {
    const input: Input = {
      ...{ policy: line.policy, period: line.period, no: no.trim(), on: day!, confirmedFen: fen! },
      ...{ baseFen: base.trim() === '' ? null : baseFen, note: note.trim() },
      ...(recalculates ? { recalculates: recalculates.id } : {}),
      ...(isChoosing && items.length > 0 ? { items } : {}),
    };
    if (!(await confirm.send(input))) return;
    notify.success('screens.policies.confirmed_done', { no: no.trim() });
    close();
  };
  const bad = { severity: 'error', text: t('screens.policies.amount_unread') } as const;
  return (
    <SidePanel
      wide
      title={t(recalculates ? 'screens.policies.recalculate_of' : 'screens.policies.confirm_of', {
        no: recalculates?.no ?? '',
        party: line.partyName,
        period: line.period,
      })}
      close={close}
      submit={() => void submit()}
      act={t('screens.policies.confirm_do', { amount: fen === null ? amount : showFen(fen) })}
      ready={no.trim() !== '' && day !== null && fen !== null && (base.trim() === '' || baseFen !== null)}
      busy={confirm.busy}
      fault={confirm.fault ? refusal(confirm.fault) : null}
      note={
        fen === null
          ? null
          : t(recalculates ? 'screens.policies.recalculate_note' : 'screens.policies.confirm_note', {
              before: showFen(before),
              difference: showFen(fen - before),
            })
      }
    >
      <div className="clients-pair">
        <TextField name={t('rebates.sheet.column.statement_no')} value={no} most={60} change={setNo} />
        <DayField name={t('screens.policies.confirmed_on')} value={on} change={setOn} />
      </div>
      <div className="clients-pair">
        <TextField
          figures
          name={t('screens.policies.confirmed_amount')}
          value={amount}
          finding={amount.trim() !== '' && fen === null ? bad : null}
          change={setAmount}
        />
        <TextField
          figures
          name={t('screens.policies.their_base')}
          value={base}
          placeholder={showFen(line.baseFen)}
          finding={base.trim() !== '' && baseFen === null ? bad : null}
          change={setBase}
        />
      </div>
      {isChoosing ? (
        <ItemsField of="accrued" view={view} supplier={line.party} chosen={items} change={setItems} />
      ) : null}
      <TextField name={t('screens.policies.note')} value={note} most={400} change={setNote} />
    </SidePanel>
  );
}
