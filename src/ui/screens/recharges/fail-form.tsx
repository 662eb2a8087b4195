import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { SteppedView } from '../../../contract/applications.ts';
import type { RechargeWaiting } from '../../../contract/recharges.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, Field, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { FITS, NONE, RowField, rowChoice } from './row-field.tsx';

type Failing = Omit<Parameters<typeof desk.recharges.fail>[0], 'key'>;

/** A recharge failed as a whole and its money is back (E26): where to, when, why, and on which statement row. */
export function FailForm({
  of,
  receipts,
  close,
}: {
  of: RechargeWaiting['toArrive'][number];
  receipts: RechargeWaiting['receipts'];
  close(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const accounts = useQuery({
    queryKey: ['book', 'parties', 'money'],
    queryFn: () => desk.parties.list({ kind: 'money' }),
  });
  const [chosen, setMoney] = useState<number | null>(of.money);
  const [day, setDay] = useState(today());
  const [reason, setReason] = useState('');
  const [row, setRow] = useState(FITS);
  const command = useCommand<Failing, SteppedView>(input => desk.recharges.fail(input));
  const usable = (accounts.data ?? []).filter(({ archivedOn }) => archivedOn === null);
  const money = chosen ?? usable[0]?.id ?? null;
  const totalFen = of.lines.reduce((fen, line) => fen + (line.upstreamFen ?? line.creditedFen), 0);
  const on = readDay(day);
  const own = receipts.filter(each => each.money === money && each.openFen >= totalFen);
  const submit = async () => {
    if (money === null || on === null) return;
    const answer = await command.send({
      ...{ application: of.id, money, on, reason: reason.trim() },
      ...(row === FITS ? {} : { row: row === NONE ? null : row }),
    });
    if (!answer) return;
    notify.success('screens.recharges.failed', { no: of.no });
    close();
  };
  return (
    <SidePanel
      wide
      title={`${t('applications.act.fail')} ${of.no}`}
      close={close}
      submit={() => void submit()}
      act={t('screens.recharges.fail', { amount: showFen(totalFen) })}
      ready={money !== null && on !== null && reason.trim() !== ''}
      busy={command.busy}
      fault={command.fault ? refusal(command.fault) : null}
      needs={['recharges/fail']}
    >
      <p className="recharges-of">
        {of.clientName} · <span className="figures">{of.payCode}</span>
      </p>
      <p className="recharges-of muted">{t('screens.recharges.fail_about')}</p>
      <TextField name={t('screens.recharges.fail_reason')} value={reason} most={200} change={setReason} />
      <Field name={t('screens.recharges.back_money')}>
        {id => (
          <Select
            id={id}
            className="clients-select"
            aria-label={t('screens.recharges.back_money')}
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
      <DayField name={t('screens.recharges.back_on')} value={day} change={setDay} />
      <RowField
        hint="screens.recharges.back_row_hint"
        value={row}
        change={setRow}
        choices={own.map(rowChoice)}
      />
    </SidePanel>
  );
}
