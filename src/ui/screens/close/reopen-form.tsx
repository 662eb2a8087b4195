import { useState } from 'react';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

type Input = Omit<Parameters<typeof desk.close.reopen>[0], 'key'>;

/** 反结账 of the last closed month, with a reason that is kept. */
export function ReopenForm(props: { month: string; client: number | null; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [reason, setReason] = useState('');
  const reopen = useCommand<Input, object>(desk.close.reopen);
  const { month, client } = props;
  const submit = async () => {
    if (!(await reopen.send({ month, client, reason: reason.trim() }))) return;
    notify.success('screens.close.reopened', { month });
    props.close();
  };
  return (
    <SidePanel
      title={t('screens.close.reopen', { month })}
      close={props.close}
      submit={() => void submit()}
      act={t('screens.close.reopen_do', { month })}
      ready={reason.trim() !== ''}
      busy={reopen.busy}
      fault={reopen.fault ? refusal(reopen.fault) : null}
      note={t('screens.close.reopen_note')}
      needs={['close/reopen']}
    >
      <TextField name={t('close.report.column.reason')} value={reason} most={400} change={setReason} />
    </SidePanel>
  );
}
