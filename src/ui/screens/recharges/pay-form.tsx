import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import type { GivenView, PaidView, RechargeWaiting } from '../../../contract/recharges.ts';
import { yuanText } from '../../../domain/money.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { fenOfTyped } from '../claims/draft.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, Field } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { FITS, NONE, RowField, rowChoice } from './row-field.tsx';

type Paying = Omit<Parameters<typeof desk.recharges.pay>[0], 'key'>;
type Giving = Omit<Parameters<typeof desk.recharges.give>[0], 'key'>;

/** Pays an approved application: out of a money account, on which statement row; or out of an agent wallet. */
export function PayForm({
  of,
  rows,
  wallets,
  close,
}: {
  of: RechargeWaiting['toPay'][number];
  rows: RechargeWaiting['rows'];
  wallets: RechargeWaiting['wallets'];
  close(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const accounts = useQuery({
    queryKey: ['book', 'parties', 'money'],
    queryFn: () => desk.parties.list({ kind: 'money' }),
  });
  const [chosen, setPayer] = useState<Payer | null>(null);
  const [day, setDay] = useState(today());
  const [row, setRow] = useState(FITS);
  const [upstream, setUpstream] = useState(() => of.lines.map(line => yuanText(line.creditedFen)));
  const pay = useCommand<Paying, PaidView>(input => desk.recharges.pay(input));
  const give = useCommand<Giving, GivenView>(input => desk.recharges.give(input));
  const usable = (accounts.data ?? []).filter(({ archivedOn }) => archivedOn === null);
  const payer = chosen ?? (usable[0] ? payerOf('money', usable[0].id) : null);
  const { money, wallet } = readPayer(payer);
  const isRecharge = of.kind === 'recharge';
  const typesUpstream = isRecharge && wallet === null;
  const amounts = of.lines.map((line, at) => {
    if (!isRecharge) return line.paidFen;
    return typesUpstream ? fenOfTyped(upstream[at]!) : line.creditedFen;
  });
  const totalFen = amounts.reduce<number>((fen, each) => fen + (each ?? 0), 0);
  const feeFen = of.lines.reduce((fen, line) => fen + line.feeFen, 0);
  const on = readDay(day);
  const own = rows.filter(each => each.money === money && (!isRecharge || each.openFen >= totalFen));
  const submit = async () => {
    if (on === null) return;
    if (wallet !== null) {
      const given = await give.send({ application: of.id, wallet, on });
      if (given)
        notify.success(`screens.recharges.${given.told > 0 ? 'given_told' : 'given'}`, { no: of.no });
      if (given) close();
      return;
    }
    if (money === null) return;
    const answer = await pay.send({
      ...{ application: of.id, money, on },
      upstream: isRecharge ? of.lines.map((line, at) => ({ line: line.id, paidFen: amounts[at]! })) : [],
      ...(row === FITS ? {} : { row: row === NONE ? null : row }),
    });
    if (!answer) return;
    notify.success(`screens.recharges.paid_by.${answer.by === 'suspense' ? 'row' : answer.by}`, {
      code: answer.code,
    });
    close();
  };
  const fault = wallet === null ? pay.fault : give.fault;
  return (
    <SidePanel
      wide
      title={`${t('applications.act.pay')} ${of.no}`}
      close={close}
      submit={() => void submit()}
      act={t(wallet === null ? 'screens.recharges.pay' : 'screens.recharges.give', {
        amount: showFen(totalFen),
      })}
      ready={payer !== null && on !== null && amounts.every(each => each !== null)}
      busy={pay.busy || give.busy}
      fault={fault ? refusal(fault) : null}
      needs={[wallet === null ? 'recharges/pay' : 'recharges/give']}
    >
      <p className="recharges-of">
        {of.clientName} · {isRecharge ? t(`recharges.route.${of.route}`) : t(`applications.kind.${of.kind}`)}
      </p>
      <PayerField
        usable={usable}
        wallets={isRecharge ? wallets : []}
        value={payer}
        choose={value => {
          setRow(FITS);
          setPayer(value);
        }}
      />
      <DayField name={t('screens.recharges.paid_on')} value={day} change={setDay} />
      {typesUpstream
        ? of.lines.map((line, at) => (
            <Field
              key={line.id}
              name={`${line.accountName ?? ''} ${line.accountId ?? ''}`}
              hint={t('screens.recharges.upstream_hint', { credited: showFen(line.creditedFen) })}
            >
              {id => (
                <Input
                  id={id}
                  className="figures"
                  value={upstream[at]}
                  status={amounts[at] === null ? 'error' : undefined}
                  onChange={({ target }) =>
                    setUpstream(upstream.map((each, nth) => (nth === at ? target.value : each)))
                  }
                />
              )}
            </Field>
          ))
        : null}
      {feeFen > 0 ? (
        <p className="recharges-of">{t('screens.applications.fee', { amount: showFen(feeFen) })}</p>
      ) : null}
      {wallet === null ? (
        <RowField
          hint="screens.recharges.row_hint"
          value={row}
          change={setRow}
          choices={[
            ...of.booked.map(({ caseNo, day: bookedOn, paidFen }) => ({
              value: caseNo,
              label: t('screens.recharges.booked', {
                ...{ day: bookedOn, amount: showFen(paidFen) },
                no: caseNo.startsWith('ROW-') ? t('screens.recharges.booked_row') : caseNo,
              }),
            })),
            ...own.map(rowChoice),
          ]}
        />
      ) : (
        <p className="muted">{t('screens.recharges.wallet_hint')}</p>
      )}
    </SidePanel>
  );
}

/** Who pays: `money:1`, a money account, or `wallet:7`, an agent wallet. */
type Payer = `${'money' | 'wallet'}:${number}`;
const payerOf = (kind: 'money' | 'wallet', id: number): Payer => `${kind}:${id}`;

function readPayer(payer: Payer | null): { money: number | null; wallet: number | null } {
  const [kind, id] = payer?.split(':') ?? [];
  return { money: kind === 'money' ? Number(id) : null, wallet: kind === 'wallet' ? Number(id) : null };
}

function PayerField(props: {
  usable: readonly { id: number; name: string }[];
  wallets: RechargeWaiting['wallets'];
  value: Payer | null;
  choose(payer: Payer): void;
}) {
  const { t } = useTexts();
  const { usable, wallets } = props;
  const moneys = usable.map(({ id, name: label }) => ({ value: payerOf('money', id), label }));
  const given = wallets.map(({ pool, name, balanceFen }) => ({
    value: payerOf('wallet', pool),
    label: t('screens.recharges.wallet', { name, balance: showFen(balanceFen) }),
  }));
  const groups = [
    { label: t('screens.recharges.source_money'), options: moneys },
    ...(given.length > 0 ? [{ label: t('screens.recharges.source_wallets'), options: given }] : []),
  ];
  return (
    <Field name={t('screens.recharges.source')}>
      {id => (
        <Select
          id={id}
          className="clients-select"
          aria-label={t('screens.recharges.source')}
          notFoundContent={t('screens.recharges.no_money')}
          value={props.value}
          options={groups}
          onChange={props.choose}
        />
      )}
    </Field>
  );
}
