import { SettingOutlined } from '@ant-design/icons';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import type { LimitSettings } from '../../../domain/limits/types.ts';
import { desk } from '../../app/client.ts';
import { CountingBasis, LimitBar, type ShownLimit } from '../../app/limit-bar.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

/** Room left under each limit that binds, how it is counted, and the way to the book's settings of it. */
export function LimitsPanel(props: {
  limits: readonly ShownLimit[];
  takesFen?: number;
  settings: LimitSettings;
  countsFrom: string | null;
  /** Null where no book is open. */
  openSettings: (() => void) | null;
}) {
  const { t } = useTexts();
  return (
    <section className="panel" aria-labelledby="check-room">
      <div className="panel-head">
        <h2 id="check-room">{t('screens.order_check.room')}</h2>
        {props.openSettings ? (
          <Button size="small" icon={<SettingOutlined aria-hidden />} onClick={props.openSettings}>
            {t('screens.order_check.limits_set')}
          </Button>
        ) : null}
      </div>
      <div className="check-rooms">
        {props.limits.map(limit => (
          <LimitBar key={limit.kind} limit={limit} takesFen={props.takesFen} />
        ))}
        <CountingBasis settings={props.settings} countsFrom={props.countsFrom} />
      </div>
    </section>
  );
}

type Choice = 'dailyScope' | 'mode' | 'restart';
const CHOICES: Record<Choice, readonly string[]> = {
  dailyScope: ['subject', 'account'],
  mode: ['block', 'warn'],
  restart: ['yes', 'no'],
};

/** How the book reads what the article leaves open (LIM-3, LIM-4): kept with who and when. */
export function LimitSettingsForm({ settings, close }: { settings: LimitSettings; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [chosen, setChosen] = useState<Record<Choice, string>>({
    dailyScope: settings.dailyScope,
    mode: settings.mode,
    restart: settings.restartAfterExpiry ? 'yes' : 'no',
  });
  const { busy, fault, send } = useCommand<LimitSettings, LimitSettings>(desk.plans.setLimits);
  const wanted: LimitSettings = {
    dailyScope: chosen.dailyScope as LimitSettings['dailyScope'],
    mode: chosen.mode as LimitSettings['mode'],
    restartAfterExpiry: chosen.restart === 'yes',
  };
  const isSame = (Object.keys(wanted) as (keyof LimitSettings)[]).every(
    name => wanted[name] === settings[name],
  );
  const submit = async () => {
    if (!(await send(wanted))) return;
    notify.success('screens.order_check.limits_kept');
    close();
  };
  return (
    <SidePanel
      title={t('screens.order_check.limits_title')}
      close={close}
      submit={() => void submit()}
      act={t('screens.order_check.limits_do')}
      ready={!isSame}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.order_check.limits_note')}
    >
      {(Object.keys(CHOICES) as Choice[]).map(choice => (
        <fieldset key={choice} className="check-choice">
          <legend>{t(`screens.order_check.limits.${choice}`)}</legend>
          <Radio.Group
            value={chosen[choice]}
            onChange={event => setChosen({ ...chosen, [choice]: event.target.value as string })}
          >
            {CHOICES[choice].map(value => (
              <Radio key={value} value={value}>
                {t(`screens.order_check.limits.${choice}.${value}`)}
              </Radio>
            ))}
          </Radio.Group>
        </fieldset>
      ))}
    </SidePanel>
  );
}
