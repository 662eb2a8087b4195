import { Button, Input } from 'antd';
import { useState } from 'react';
import type { RechargeWaiting } from '../../../contract/recharges.ts';
import { yuanText } from '../../../domain/money.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { fenOfTyped } from '../claims/draft.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, Field } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

type Wallet = RechargeWaiting['wallets'][number];
type Arrived = Omit<Parameters<typeof desk.recharges.walletArrived>[0], 'key'>;

/** Agent wallets that money is on its way to. */
export function WalletsOnTheWay(props: { wallets: readonly Wallet[]; arrive(wallet: number): void }) {
  const { t } = useTexts();
  const may = useMay();
  const waiting = props.wallets.filter(({ transitFen }) => transitFen > 0);
  if (waiting.length === 0) return null;
  return (
    <ul className="recharges-wallets">
      {waiting.map(({ pool, name, transitFen }) => (
        <li key={pool} className="figures">
          {t('screens.recharges.wallet_transit', { name, amount: showFen(transitFen) })}
          {may('recharges/walletArrived') ? (
            <Button size="small" type="link" onClick={() => props.arrive(pool)}>
              {t('screens.recharges.wallet_arrive')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Confirms what arrived in an agent wallet (E19). */
export function WalletForm({ of, close }: { of: Wallet; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [amount, setAmount] = useState(yuanText(of.transitFen));
  const [day, setDay] = useState(today());
  const command = useCommand<Arrived, { batch: number | null }>(input => desk.recharges.walletArrived(input));
  const on = readDay(day);
  const amountFen = fenOfTyped(amount);
  const submit = async () => {
    if (on === null || amountFen === null) return;
    if (!(await command.send({ wallet: of.pool, on, amountFen }))) return;
    notify.success('screens.recharges.wallet_arrived', { name: of.name });
    close();
  };
  return (
    <SidePanel
      title={t('screens.recharges.wallet_arrive_of', { name: of.name })}
      close={close}
      submit={() => void submit()}
      act={t('screens.recharges.wallet_arrive_do', { amount: showFen(amountFen ?? 0) })}
      ready={on !== null && amountFen !== null && amountFen > 0}
      busy={command.busy}
      fault={command.fault ? refusal(command.fault) : null}
      needs={['recharges/walletArrived']}
    >
      <DayField name={t('screens.recharges.arrived_on')} value={day} change={setDay} />
      <Field
        name={t('screens.recharges.credited')}
        hint={
          amountFen === null || amountFen === of.transitFen
            ? undefined
            : t('screens.recharges.differs', { amount: showFen(amountFen - of.transitFen) })
        }
      >
        {id => (
          <Input
            id={id}
            className="figures"
            value={amount}
            status={amountFen === null ? 'error' : undefined}
            onChange={({ target }) => setAmount(target.value)}
          />
        )}
      </Field>
    </SidePanel>
  );
}
