import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import type { PaidView, RechargeWaiting } from '../../../contract/recharges.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { fenOfTyped, typedOfFen } from '../claims/draft.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, Field } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

type Input_ = Omit<Parameters<typeof desk.recharges.pay>[0], 'key'>;

/** What stands for a choice of rows: whatever fits, none of them, or one. */
const FITS = '';
const NONE = '-';

/** Pays an approved application: from which account, on which day, how much upstream, and on which statement row. */
export function PayForm({
  of,
  rows,
  close,
}: {
  of: RechargeWaiting['toPay'][number];
  rows: RechargeWaiting['rows'];
  close(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const accounts = useQuery({
    queryKey: ['book', 'parties', 'money'],
    queryFn: () => desk.parties.list({ kind: 'money' }),
  });
  const [chosen, setMoney] = useState<number | null>(null);
  const [day, setDay] = useState(today());
  const [row, setRow] = useState(FITS);
  const [upstream, setUpstream] = useState(() => of.lines.map(line => typedOfFen(line.creditedFen)));
  const command = useCommand<Input_, PaidView>(input => desk.recharges.pay(input));
  const usable = (accounts.data ?? []).filter(({ archivedOn }) => archivedOn === null);
  const money = chosen ?? usable[0]?.id ?? null;
  const isRecharge = of.kind === 'recharge';
  const amounts = isRecharge ? upstream.map(fenOfTyped) : of.lines.map(line => line.paidFen);
  const totalFen = amounts.reduce<number>((fen, each) => fen + (each ?? 0), 0);
  const on = readDay(day);
  const own = rows.filter(each => each.money === money && (!isRecharge || each.openFen >= totalFen));
  const submit = async () => {
    if (money === null || on === null) return;
    const answer = await command.send({
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
  return (
    <SidePanel
      wide
      title={`${t('applications.act.pay')} ${of.no}`}
      close={close}
      submit={() => void submit()}
      act={t('screens.recharges.pay', { amount: showFen(totalFen) })}
      ready={money !== null && on !== null && amounts.every(each => each !== null)}
      busy={command.busy}
      fault={command.fault ? refusal(command.fault) : null}
      needs={['recharges/pay']}
    >
      <p>
        {of.clientName} · {isRecharge ? t(`recharges.route.${of.route}`) : t(`applications.kind.${of.kind}`)}
      </p>
      <Field name={t('screens.recharges.money')}>
        {id => (
          <Select
            id={id}
            className="clients-select"
            aria-label={t('screens.recharges.money')}
            notFoundContent={t('screens.recharges.no_money')}
            value={money}
            options={usable.map(({ id: value, name: label }) => ({ value, label }))}
            onChange={value => {
              setRow(FITS);
              setMoney(value);
            }}
          />
        )}
      </Field>
      <DayField name={t('screens.recharges.paid_on')} value={day} change={setDay} />
      {isRecharge
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
      <Field name={t('screens.recharges.row')} hint={t('screens.recharges.row_hint')}>
        {id => (
          <Select
            id={id}
            className="clients-select"
            aria-label={t('screens.recharges.row')}
            value={row}
            options={[
              { value: FITS, label: t('screens.recharges.row_fits') },
              { value: NONE, label: t('screens.recharges.row_none') },
              ...of.booked.map(({ caseNo, day: bookedOn, paidFen }) => ({
                value: caseNo,
                label: t('screens.recharges.booked', {
                  ...{ day: bookedOn, amount: showFen(paidFen) },
                  no: caseNo.startsWith('ROW-') ? t('screens.recharges.booked_row') : caseNo,
                }),
              })),
              ...own.map(each => ({
                value: each.caseNo,
                label: `${each.day}  ${showFen(each.openFen)}  ${each.caseNo.startsWith('ROW-') ? '' : each.caseNo}`,
              })),
            ]}
            onChange={setRow}
          />
        )}
      </Field>
    </SidePanel>
  );
}
