import { useState } from 'react';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

type Input = Omit<Parameters<typeof desk.rebates.undo>[0], 'key'>;

/** Takes a statement or a use back, in red, with a reason. */
export function UndoForm(props: { of: 'statement' | 'use'; id: number; name: string; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [reason, setReason] = useState('');
  const undo = useCommand<Input, object>(desk.rebates.undo);
  const submit = async () => {
    if (!(await undo.send({ of: props.of, id: props.id, reason: reason.trim() }))) return;
    notify.success('screens.policies.undone', { name: props.name });
    props.close();
  };
  return (
    <SidePanel
      title={t('screens.policies.undo_of', { name: props.name })}
      close={props.close}
      submit={() => void submit()}
      act={t('screens.policies.undo_do')}
      ready={reason.trim() !== ''}
      busy={undo.busy}
      fault={undo.fault ? refusal(undo.fault) : null}
      note={t('screens.policies.undo_note')}
    >
      <TextField name={t('screens.policies.reason')} value={reason} most={400} change={setReason} />
    </SidePanel>
  );
}
