import { useState } from 'react';
import type { TransitItem } from '../../../domain/refunds/transit.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../upgrade/queries.ts';

/** Who looks after a case, under which number the platform was asked, and a note. */
export function FollowForm({ item, close }: { item: TransitItem; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [owner, setOwner] = useState(item.follow.owner ?? '');
  const [serviceNo, setServiceNo] = useState(item.follow.serviceNo ?? '');
  const [note, setNote] = useState(item.follow.note ?? '');
  const { busy, fault, send } = useCommand(desk.refunds.follow);
  const orNull = (text: string) => text.trim() || null;
  const submit = async () => {
    const input = { item: item.id, owner: orNull(owner), serviceNo: orNull(serviceNo), note: orNull(note) };
    if (!(await send(input))) return;
    notify.success('screens.transit.follow_done');
    close();
  };
  return (
    <SidePanel
      title={t('screens.transit.follow')}
      act={t('screens.transit.follow_act')}
      ready
      busy={busy}
      fault={fault ? refusal(fault) : null}
      submit={() => void submit()}
      close={close}
    >
      <TextField name={t('screens.transit.col.owner')} value={owner} most={60} change={setOwner} />
      <TextField
        name={t('screens.transit.fact.service')}
        value={serviceNo}
        most={60}
        change={setServiceNo}
        figures
      />
      <TextField name={t('screens.transit.fact.note')} value={note} most={400} change={setNote} />
    </SidePanel>
  );
}
