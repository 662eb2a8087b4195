import { useState } from 'react';
import type { ClientView } from '../../../contract/clients.ts';
import type { KnownAccount } from '../../../domain/parties/client-book.ts';
import type { AccountKind, Funder, SpendBasis } from '../../../domain/parties/types.ts';
import { SPEND_BASES } from '../../../domain/parties/types.ts';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, type FieldFinding, TextField } from './field.tsx';
import { accountFinding, ofAccount } from './form-values.ts';
import { SidePanel } from './side-panel.tsx';
import { useCommand } from './use-command.ts';
import { accountKinds, choices, funders, useFormFault } from './words.ts';

interface Account {
  kind: AccountKind;
  id: string;
  name: string;
  funder: Funder;
  spendBasis: SpendBasis;
}

/** A platform account of a client: a new one, or what may change of one. */
export function AccountForm(props: { client: ClientView; of?: KnownAccount; close(): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const sentence = useFormFault();
  const { client, of, close } = props;
  const [account, setAccount] = useState<Account>(() => startOf(of));
  const command = useCommand<{ account: Account }, object>(
    ({ key, account: { funder, spendBasis, ...one } }) =>
      desk.clients.change({ key, code: client.code, form: { accounts: [one], funder, spendBasis } }),
  );
  const set = (patch: Partial<Account>) => {
    command.clear();
    setAccount({ ...account, ...patch });
  };
  const said = accountFinding(account.kind, account.id);
  const ofId = ofAccount(refusalIn(command.fault)?.code ?? '');
  const idFinding: FieldFinding | null = ofId
    ? { severity: 'error', text: sentence(command.fault)! }
    : said
      ? { severity: said.severity, text: t(said.code, said.params) }
      : null;
  const wanted = { ...account, id: account.id.trim(), name: account.name.trim() };
  const changed = JSON.stringify(wanted) !== JSON.stringify(startOf(of));
  const submit = async () => {
    if (!(await command.send({ account: wanted }))) return;
    notify.success(of ? 'screens.clients.account_changed' : 'screens.clients.account_added', {
      id: wanted.id,
    });
    close();
  };
  return (
    <SidePanel
      title={t(of ? 'screens.clients.change_account' : 'screens.clients.add_account')}
      close={close}
      submit={() => void submit()}
      act={t(of ? 'screens.clients.change_account_do' : 'screens.clients.add_account_do')}
      ready={wanted.id !== '' && said?.severity !== 'error' && changed}
      busy={command.busy}
      fault={command.fault && !ofId ? sentence(command.fault) : null}
    >
      <ChoiceField
        name={t('screens.clients.account_kind')}
        value={account.kind}
        disabled={of !== undefined}
        options={accountKinds(t)}
        change={kind => set({ kind, spendBasis: usualBasis(kind) })}
      />
      <TextField
        figures
        most={64}
        name={t(`screens.clients.account_id.${account.kind}`)}
        value={account.id}
        disabled={of !== undefined}
        finding={idFinding}
        change={id => set({ id })}
      />
      <TextField
        name={t('screens.clients.account_name')}
        value={account.name}
        hint={t('screens.clients.hint.account_name')}
        change={name => set({ name })}
      />
      <ChoiceField
        name={t('screens.clients.funder')}
        value={account.funder}
        options={funders(t)}
        hint={t('screens.clients.hint.funder')}
        change={funder => set({ funder })}
      />
      <ChoiceField
        name={t('screens.clients.spend_basis')}
        value={account.spendBasis}
        options={choices(SPEND_BASES, 'basis', t)}
        hint={t('screens.clients.hint.spend_basis')}
        change={spendBasis => set({ spendBasis })}
      />
    </SidePanel>
  );
}

function usualBasis(kind: AccountKind): SpendBasis {
  return kind === 'douplus' ? 'orders' : 'flow';
}

function startOf(of: KnownAccount | undefined): Account {
  if (!of) return { kind: 'qianchuan', id: '', name: '', funder: 'agency', spendBasis: 'flow' };
  const { kind, id, name, funder, spendBasis } = of;
  return { kind, id, name: name === id ? '' : name, funder, spendBasis };
}
