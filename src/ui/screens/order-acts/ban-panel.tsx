import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BanPoolView, BanPreviewView } from '../../../contract/order.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAccountWords } from '../accounts/account-words.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../upgrade/queries.ts';
import { CitedList, RouteList } from './cited-list.tsx';
import { AffectedOrders } from './orders-table.tsx';
import { ReadSide } from './side.tsx';

/** ACC-2: an account is banned, or its ban is lifted; what is affected stands here before the button. */
export function BanPanel({ account, close }: { account: string; close(): void }) {
  const { t } = useTexts();
  const preview = useQuery({
    queryKey: ['book', 'order', 'ban', account],
    queryFn: () => desk.order.banPreview({ account }),
  });
  if (preview.data?.account.bannedOn === null)
    return <BanForm key={account} preview={preview.data} close={close} />;
  if (preview.data) return <LiftForm key={account} preview={preview.data} close={close} />;
  return (
    <ReadSide title={t('screens.order_acts.ban.title')} close={close}>
      {preview.isError ? (
        <ErrorPanel error={preview.error} again={() => void preview.refetch()} />
      ) : (
        <SkeletonRows rows={10} />
      )}
    </ReadSide>
  );
}

interface FormProps {
  preview: BanPreviewView;
  close(): void;
}

function BanForm({ preview, close }: FormProps) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [on, setOn] = useState(today());
  const { busy, fault, send } = useCommand(desk.order.ban);
  const { account, orders, expectedFen, cited, route } = preview;
  const day = readDay(on);
  const submit = async () => {
    const shown = orders.map(({ order }) => order.id);
    const done = await send({ account: account.platformId, on: day!, orders: shown });
    if (!done) return;
    notify.success('screens.order_acts.ban.done', { account: account.name, orders: done.flagged });
    close();
  };
  return (
    <SidePanel
      wide
      needs={['order/ban']}
      title={t('screens.order_acts.ban.title')}
      act={t('screens.order_acts.ban.act', { orders: orders.length, amount: showFen(expectedFen) })}
      ready={day !== null && day <= today()}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.order_acts.ban.note')}
      submit={() => void submit()}
      close={close}
    >
      <AccountHead preview={preview} />
      <DayField name={t('screens.order_acts.ban.on')} value={on} change={setOn} />
      <h3>{t('screens.order_acts.ban.orders', { count: orders.length })}</h3>
      <AffectedOrders
        orders={orders.map(({ order, onOrderFen }) => ({ order, amountFen: onOrderFen }))}
        heading={t('screens.order_acts.ban.on_order')}
        none={t('screens.order_acts.ban.no_orders')}
      />
      <h3>{t('screens.order_acts.ban.money')}</h3>
      <Pools pools={preview.pools} expectedFen={expectedFen} />
      {route ? <RouteList routes={[route]} /> : null}
      <CitedList cited={cited} />
    </SidePanel>
  );
}

function AccountHead({ preview: { account } }: { preview: BanPreviewView }) {
  const { t } = useTexts();
  return (
    <p className="acts-account">
      <b>{account.name}</b>{' '}
      {account.name === account.platformId ? null : <span className="figures">{account.platformId}</span>}{' '}
      <span className="muted">{account.clientName ?? t('screens.order.no_client')}</span>
    </p>
  );
}

/** What stands in a pool, and what of it does not come back. */
const PARTS = ['availableFen', 'onOrderFen', 'frozenFen'] as const;
const KEPT = ['overdrawnFen', 'unearnedFen'] as const;

/** What is left in the account's pools: money on the book comes back, the rest ends with the account. */
function Pools({ pools, expectedFen }: { pools: readonly BanPoolView[]; expectedFen: number }) {
  const { t } = useTexts();
  const words = useAccountWords();
  const sum = (part: (typeof PARTS | typeof KEPT)[number]) =>
    pools.reduce((total, pool) => total + pool[part], 0);
  const memo = pools.flatMap(pool => pool.memo);
  return (
    <table className="plain-table acts-table">
      <tbody>
        {PARTS.map(part => (
          <tr key={part}>
            <td>{t(`screens.order_acts.ban.${part}`)}</td>
            <td className="figures number">{showFen(sum(part))}</td>
          </tr>
        ))}
        {KEPT.filter(part => sum(part) > 0).map(part => (
          <tr key={part}>
            <td>{t(`screens.order_acts.ban.${part}`)}</td>
            <td className="figures number desk-negative">{showFen(-sum(part))}</td>
          </tr>
        ))}
        <tr className="acts-sum">
          <td>{t('screens.order_acts.ban.expected')}</td>
          <td className="figures number">{showFen(expectedFen)}</td>
        </tr>
        {memo.map(({ code, amountFen }) => (
          <tr key={code}>
            <td>
              {words.name(code)} <span className="muted">{t('screens.order_acts.ban.memo')}</span>
            </td>
            <td className="figures number">{showFen(amountFen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LiftForm({ preview, close }: FormProps) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [on, setOn] = useState(today());
  const [reason, setReason] = useState('');
  const { busy, fault, send } = useCommand(desk.order.liftBan);
  const { account, cited } = preview;
  const day = readDay(on);
  const submit = async () => {
    const done = await send({ account: account.platformId, on: day!, reason: reason.trim() });
    if (!done) return;
    notify.success('screens.order_acts.lift.done', { account: account.name });
    close();
  };
  return (
    <SidePanel
      wide
      needs={['order/liftBan']}
      title={t('screens.order_acts.lift.title')}
      act={t('screens.order_acts.lift.act')}
      ready={day !== null && reason.trim() !== ''}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.order_acts.lift.note')}
      submit={() => void submit()}
      close={close}
    >
      <AccountHead preview={preview} />
      <p className="acts-account">
        {t('screens.order_acts.lift.banned_on', { day: account.bannedOn ?? '' })}
      </p>
      <DayField name={t('screens.order_acts.lift.on')} value={on} change={setOn} />
      <TextField
        name={t('screens.order_acts.lift.reason')}
        value={reason}
        most={400}
        change={setReason}
        hint={t('screens.order_acts.lift.reason_hint')}
      />
      <Pools pools={preview.pools} expectedFen={preview.expectedFen} />
      <CitedList cited={cited} />
    </SidePanel>
  );
}
