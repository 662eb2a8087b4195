import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { RechargeWaiting } from '../../../contract/recharges.ts';
import { yuanText } from '../../../domain/money.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { fenOfTyped } from '../claims/draft.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

type Of = RechargeWaiting['toArrive'][number];
type Sent = Omit<Parameters<typeof desk.recharges.arrive>[0], 'key'>;

/** Confirms what the platform credited, account by account; what a file told already is said beside it. */
export function ArriveForm({ of, close }: { of: Of; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const open = of.lines.filter(({ depositedOn }) => depositedOn === null);
  const [lines, setLines] = useState(() =>
    open.map(({ id, creditedFen }) => ({ id, amount: yuanText(creditedFen), isIn: true })),
  );
  const [day, setDay] = useState(of.told[0]?.day ?? today());
  const command = useCommand<Sent, { state: string; told: number }>(input => desk.recharges.arrive(input));
  const on = readDay(day);
  const chosen = lines.filter(({ isIn }) => isIn);
  const set = (id: number, patch: Partial<(typeof lines)[number]>) =>
    setLines(lines.map(line => (line.id === id ? { ...line, ...patch } : line)));
  const submit = async () => {
    if (on === null) return;
    const toldOn = (id: number) => of.told.find(({ line }) => line === id)?.day ?? on;
    const arrivals = chosen.map(({ id, amount }) => ({
      line: id,
      on: toldOn(id),
      creditedFen: fenOfTyped(amount)!,
    }));
    const answer = await command.send({ application: of.id, arrivals });
    if (!answer) return;
    notify.success(answer.told > 0 ? 'screens.recharges.arrived_told' : 'screens.recharges.arrived_done', {
      no: of.no,
    });
    close();
  };
  return (
    <SidePanel
      wide
      title={`${t('applications.act.arrive')} ${of.no}`}
      close={close}
      submit={() => void submit()}
      act={t('screens.recharges.arrive', { count: chosen.length })}
      ready={on !== null && chosen.length > 0 && chosen.every(({ amount }) => fenOfTyped(amount) !== null)}
      busy={command.busy}
      fault={command.fault ? refusal(command.fault) : null}
      needs={['recharges/arrive']}
    >
      <DayField name={t('screens.recharges.arrived_on')} value={day} change={setDay} />
      {open.map((line, at) => {
        const told = of.told.find(each => each.line === line.id);
        const typed = lines[at]!;
        const fen = fenOfTyped(typed.amount);
        const differs = fen !== null && fen !== line.creditedFen;
        return (
          <div key={line.id} className="recharges-line">
            <Checkbox checked={typed.isIn} onChange={({ target }) => set(line.id, { isIn: target.checked })}>
              {line.accountName} <span className="muted figures">{line.accountId}</span>
            </Checkbox>
            <Input
              className="figures recharges-amount"
              aria-label={t('screens.recharges.credited')}
              value={typed.amount}
              disabled={!typed.isIn}
              status={fen === null ? 'error' : undefined}
              onChange={({ target }) => set(line.id, { amount: target.value })}
            />
            <p className="muted">
              {told
                ? t('screens.recharges.told', { day: told.day, amount: showFen(told.amountFen) })
                : t('screens.recharges.not_told')}
              {differs ? (
                <span className="recharges-bad">
                  {' '}
                  {t('screens.recharges.differs', { amount: showFen(fen - line.creditedFen) })}
                </span>
              ) : null}
            </p>
          </div>
        );
      })}
    </SidePanel>
  );
}
