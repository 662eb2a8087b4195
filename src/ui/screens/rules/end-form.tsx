import { useState } from 'react';
import { dayAfter } from '../../../domain/calendar/days.ts';
import { applyRule } from '../../../domain/rulebook/overlay.ts';
import type { RuleRow } from '../../../domain/rulebook/types.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { Preview } from './preview.tsx';
import { applied } from './row-draft.ts';

/** Sets the last day of a row, with what that changes from the day after. */
export function EndForm({ row, rows, close }: { row: RuleRow; rows: readonly RuleRow[]; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [on, setOn] = useState(today());
  const [reason, setReason] = useState('');
  const { busy, fault, send } = useCommand<{ row: string; on: string; reason: string }, { row: string }>(
    desk.rules.end,
  );
  const day = readDay(on);
  const next = day === null ? null : applied(() => applyRule(rows, { act: 'end', row: row.id, on: day }));
  const submit = async () => {
    if (!(await send({ row: row.id, on: day!, reason: reason.trim() }))) return;
    notify.success('screens.rules.ended', { row: row.id, on: day! });
    close();
  };
  const faultText = fault ?? next?.fault;
  return (
    <SidePanel
      wide
      title={t('screens.rules.end_title', { rule: row.rule })}
      close={close}
      submit={() => void submit()}
      act={t('screens.rules.end_do', { on: day ?? on })}
      ready={Boolean(next?.rows) && reason.trim() !== ''}
      busy={busy}
      fault={faultText ? refusal(faultText) : null}
      note={t('screens.rules.forever')}
    >
      <DayField name={t('screens.rules.field.to')} value={on} change={setOn} />
      <TextField
        name={t('screens.rules.field.reason')}
        value={reason}
        most={400}
        hint={t('screens.rules.hint.reason')}
        change={setReason}
      />
      {next?.rows && day !== null ? <Preview before={rows} after={next.rows} on={dayAfter(day)} /> : null}
    </SidePanel>
  );
}
