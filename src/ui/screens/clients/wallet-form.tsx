import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClientView, WalletLinkView } from '../../../contract/clients.ts';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from './days.ts';
import { ChoiceField, DayField } from './field.tsx';
import { SidePanel } from './side-panel.tsx';
import { useCommand } from './use-command.ts';
import { useFormFault } from './words.ts';

interface Link {
  accountId: string;
  walletId: string;
  from: string;
  to: string | null;
}

/** Links an account to a wallet by days, or moves the end of a link. */
export function WalletForm(props: { client: ClientView; of?: WalletLinkView; close(): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const sentence = useFormFault();
  const { client, of, close } = props;
  const wallets = useQuery({
    queryKey: ['book', 'parties', 'wallet'],
    queryFn: () => desk.parties.list({ kind: 'wallet' }),
  });
  const offered = (wallets.data ?? [])
    .filter(({ archivedOn, details }) => archivedOn === null && details.platform_id !== null)
    .map(({ name, details }) => ({ value: String(details.platform_id), label: name }));
  const [accountId, setAccount] = useState(of?.accountId ?? client.accounts[0]!.id);
  const [chosen, setWallet] = useState(of?.walletId ?? '');
  const walletId = chosen || (offered[0]?.value ?? '');
  const [from, setFrom] = useState(of?.from ?? today());
  const [to, setTo] = useState(of?.to ?? '');
  const command = useCommand<Link, object>(input => desk.clients.linkWallet(input));
  const code = refusalIn(command.fault)?.code;
  const ofDays = code === 'clients.link_ends_before_start' || code === 'clients.link_overlaps';
  const [first, last] = [readDay(from), to.trim() === '' ? null : readDay(to)];
  const set = (change: () => void) => {
    command.clear();
    change();
  };
  const submit = async () => {
    if (!(await command.send({ accountId, walletId, from: first!, to: last }))) return;
    notify.success('screens.clients.wallet_linked');
    close();
  };
  return (
    <SidePanel
      title={t(of ? 'screens.clients.change_link' : 'screens.clients.link_wallet')}
      close={close}
      submit={() => void submit()}
      act={t(of ? 'screens.clients.change_end_do' : 'screens.clients.link_wallet_do', { day: first ?? from })}
      ready={walletId !== '' && first !== null && (to.trim() === '' || last !== null)}
      busy={command.busy}
      fault={command.fault && !ofDays ? sentence(command.fault) : null}
      note={wallets.data && offered.length === 0 ? t('screens.clients.no_wallets') : null}
    >
      <ChoiceField
        name={t('screens.clients.account_of')}
        value={accountId}
        disabled={of !== undefined}
        search
        options={client.accounts.map(({ id, name }) => ({
          value: id,
          label: name === id ? id : `${name} ${id}`,
        }))}
        change={value => set(() => setAccount(value))}
      />
      <ChoiceField
        name={t('screens.clients.wallet')}
        value={walletId}
        disabled={of !== undefined || offered.length === 0}
        search
        options={of ? [{ value: of.walletId, label: of.wallet }] : offered}
        change={value => set(() => setWallet(value))}
      />
      {of ? null : (
        <DayField name={t('screens.clients.from')} value={from} change={value => set(() => setFrom(value))} />
      )}
      <DayField
        name={t('screens.clients.to')}
        value={to}
        placeholder={t('screens.clients.until_now')}
        finding={ofDays ? { severity: 'error', text: sentence(command.fault)! } : null}
        hint={t('screens.clients.hint.to')}
        change={value => set(() => setTo(value))}
      />
    </SidePanel>
  );
}
