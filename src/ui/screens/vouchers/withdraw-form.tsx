import { useState } from 'react';
import type { VoucherBatchView } from '../../../contract/vouchers.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

/** Takes a batch back before the general ledger has booked it. */
export function WithdrawForm({ batch, close }: { batch: VoucherBatchView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [reason, setReason] = useState('');
  const withdraw = useCommand<{ batch: number; reason: string }, { batch: number }>(desk.vouchers.withdraw);
  const submit = async () => {
    if (!(await withdraw.send({ batch: batch.id, reason: reason.trim() }))) return;
    notify.success('screens.vouchers.withdrawn', { batch: batch.id });
    close();
  };
  return (
    <SidePanel
      title={t('screens.vouchers.withdraw')}
      close={close}
      submit={() => void submit()}
      act={t('screens.vouchers.withdraw_do', { batch: batch.id })}
      ready={reason.trim() !== ''}
      busy={withdraw.busy}
      fault={withdraw.fault ? refusal(withdraw.fault) : null}
      note={t('screens.vouchers.withdraw_note')}
      needs={['vouchers/withdraw']}
    >
      <TextField name={t('screens.vouchers.reason')} value={reason} most={400} change={setReason} />
    </SidePanel>
  );
}
