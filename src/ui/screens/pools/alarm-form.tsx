import { Input, Radio } from 'antd';
import { useState } from 'react';
import type { PoolAlarm } from '../../../contract/pools.ts';
import type { PoolSettings } from '../../../domain/pools/pace.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { Field } from './field.tsx';

const WHOLE = /^\d{1,3}$/;
/** A number of days as typed; null for none, undefined for what is no number. */
function daysTyped(text: string, most: number): number | undefined {
  const plain = text.normalize('NFKC').trim();
  const days = WHOLE.test(plain) ? Number(plain) : 0;
  return days >= 1 && days <= most ? days : undefined;
}

function Days(props: {
  label: string;
  value: string;
  wrong: boolean;
  disabled?: boolean;
  change(text: string): void;
}) {
  const { t } = useTexts();
  return (
    <Field label={props.label}>
      {id => (
        <Input
          id={id}
          className="figures"
          value={props.value}
          disabled={props.disabled}
          status={props.wrong ? 'error' : ''}
          suffix={t('screens.pools.unit_days')}
          onChange={event => props.change(event.target.value)}
        />
      )}
    </Field>
  );
}

/** How the book follows its pools: days of the run-rate, and when a client is told. */
export function SettingsForm({ settings, close }: { settings: PoolSettings; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [pace, setPace] = useState(String(settings.paceDays));
  const [alarm, setAlarm] = useState(String(settings.alarmDays ?? ''));
  const [told, setTold] = useState(settings.alarmDays !== null);
  const { busy, fault, send } = useCommand<PoolSettings, PoolSettings>(desk.pools.setSettings);
  const paceDays = daysTyped(pace, 60);
  const alarmDays = told ? daysTyped(alarm, 365) : null;
  const isSame = paceDays === settings.paceDays && alarmDays === settings.alarmDays;
  const submit = async () => {
    if (paceDays === undefined || alarmDays === undefined || !(await send({ paceDays, alarmDays }))) return;
    notify.success('screens.pools.settings_kept');
    close();
  };
  return (
    <SidePanel
      title={t('screens.pools.settings')}
      close={close}
      submit={() => void submit()}
      act={t('screens.pools.settings_do')}
      ready={!isSame && paceDays !== undefined && alarmDays !== undefined}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.pools.settings_note')}
    >
      <Days
        label={t('screens.pools.pace_days')}
        value={pace}
        wrong={paceDays === undefined}
        change={setPace}
      />
      <Radio.Group
        value={told}
        onChange={event => setTold(event.target.value as boolean)}
        className="pools-radio"
      >
        <Radio value>{t('screens.pools.alarm_on')}</Radio>
        <Radio value={false}>{t('screens.pools.alarm_off')}</Radio>
      </Radio.Group>
      <Days
        label={t('screens.pools.alarm_days')}
        value={alarm}
        wrong={alarmDays === undefined}
        disabled={!told}
        change={setAlarm}
      />
    </SidePanel>
  );
}

type Choice = 'follow' | 'own' | 'never';

/** When one client is told that its money runs out. */
export function AlarmForm(props: { client: number; name: string; alarm: PoolAlarm; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { client, name, alarm, close } = props;
  const now: Choice = !alarm.isOwn ? 'follow' : alarm.alarmDays === null ? 'never' : 'own';
  const [choice, choose] = useState<Choice>(now);
  const [typed, setTyped] = useState(String(alarm.alarmDays ?? 3));
  const { busy, fault, send } = useCommand<
    { client: number; alarmDays: number | null | 'follow' },
    PoolAlarm
  >(desk.pools.setAlarm);
  const days = daysTyped(typed, 365);
  const alarmDays = choice === 'follow' ? 'follow' : choice === 'never' ? null : days;
  const isSame = choice === now && (choice !== 'own' || days === alarm.alarmDays);
  const submit = async () => {
    if (alarmDays === undefined || !(await send({ client, alarmDays }))) return;
    notify.success('screens.pools.alarm_kept', { client: name });
    close();
  };
  return (
    <SidePanel
      title={t('screens.pools.alarm_of', { client: name })}
      close={close}
      submit={() => void submit()}
      act={t('screens.pools.alarm_do')}
      ready={!isSame && alarmDays !== undefined}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      needs={['pools/setAlarm']}
      note={t('screens.pools.alarm_note')}
    >
      <Radio.Group
        value={choice}
        onChange={event => choose(event.target.value as Choice)}
        className="pools-radio"
      >
        {(['follow', 'own', 'never'] as const).map(value => (
          <Radio key={value} value={value}>
            {t(`screens.pools.alarm.${value}`)}
          </Radio>
        ))}
      </Radio.Group>
      <Days
        label={t('screens.pools.alarm_days')}
        value={typed}
        wrong={days === undefined}
        disabled={choice !== 'own'}
        change={setTyped}
      />
    </SidePanel>
  );
}
