import { useState } from 'react';
import type { MappingView } from '../../../contract/vouchers.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { partyKept, type Said } from './kept.ts';
import type { PartyLine } from './mapping-words.ts';

/** What the general ledger calls one of our parties. */
export function PartyForm({ view, party, close }: { view: MappingView; party: PartyLine; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [auxCode, setCode] = useState(party.auxCode);
  const [auxName, setName] = useState(party.auxName);
  const keep = useCommand<Said, object>(desk.vouchers.keepMapping);
  const submit = async () => {
    const { dim, dimId, name } = party;
    const said = partyKept(view, { dim, dimId, auxCode: auxCode.trim(), auxName: auxName.trim() });
    if (!(await keep.send(said))) return;
    notify.success('screens.vouchers.map.party_kept', { name });
    close();
  };
  return (
    <SidePanel
      title={party.name}
      close={close}
      submit={() => void submit()}
      act={t('screens.vouchers.map.keep')}
      ready={auxCode.trim() !== party.auxCode || auxName.trim() !== party.auxName}
      busy={keep.busy}
      fault={keep.fault ? refusal(keep.fault) : null}
      note={t('screens.vouchers.map.keep_note')}
      needs={['vouchers/keepMapping']}
    >
      <TextField
        name={t('screens.vouchers.map.aux_code')}
        hint={t('screens.vouchers.map.aux_code_hint', { code: party.code ?? String(party.dimId) })}
        figures
        value={auxCode}
        most={40}
        change={setCode}
      />
      <TextField
        name={t('screens.vouchers.map.aux_name')}
        hint={t('screens.vouchers.map.aux_name_hint')}
        value={auxName}
        most={60}
        change={setName}
      />
    </SidePanel>
  );
}
