import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { SettingsView } from '../../../contract/policies.ts';
import type { BookSettings } from '../../../domain/accounting/settings.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useCommand } from '../clients/use-command.ts';
import { Section } from '../settings/section.tsx';

const CHOICES = {
  standard: ['enterprise', 'small_enterprise'],
  presentation: ['net', 'gross'],
  taxpayer: ['general', 'small_scale'],
  taxInLedger: ['off', 'on'],
  rebateRecognition: ['with_spend', 'at_recharge'],
} as const;
type Name = keyof typeof CHOICES;
const NAMES = Object.keys(CHOICES) as Name[];

/** A setting as its choice is called. */
function chosen(settings: BookSettings, name: Name): string {
  if (name === 'taxInLedger') return settings.taxInLedger ? 'on' : 'off';
  return settings[name];
}

function changed(settings: BookSettings, name: Name, value: string): BookSettings {
  return { ...settings, [name]: name === 'taxInLedger' ? value === 'on' : value };
}

/** 账务设置: how the book is kept, and who changed it when. */
export function SettingsTab({ mayChange }: { mayChange: boolean }) {
  const view = useQuery({
    queryKey: ['book', 'policies', 'settings'],
    queryFn: () => desk.policies.settings(),
  });
  if (view.error) return <ErrorPanel error={view.error} again={() => void view.refetch()} />;
  if (!view.data) return <SkeletonRows />;
  return <Settings key={JSON.stringify(view.data.settings)} view={view.data} mayChange={mayChange} />;
}

function Settings({ view, mayChange }: { view: SettingsView; mayChange: boolean }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [draft, setDraft] = useState(view.settings);
  const set = useCommand<{ settings: BookSettings }, object>(desk.policies.setSettings);
  const differs = NAMES.filter(name => chosen(draft, name) !== chosen(view.settings, name));
  const submit = async () => {
    if (await set.send({ settings: draft })) notify.success('screens.policies.settings_kept');
  };
  const say = (name: Name, value: string) => t(`screens.policies.setting.${name}.${value}`);
  return (
    <div className="settings policies-settings">
      <Section
        title={t('screens.policies.tab.settings')}
        acts={
          mayChange ? (
            <Button
              type="primary"
              disabled={differs.length === 0}
              loading={set.busy}
              onClick={() => void submit()}
            >
              {t('screens.policies.settings_do')}
            </Button>
          ) : null
        }
      >
        {NAMES.map(name => (
          <div className="setting" key={name}>
            <div>
              <span>{t(`screens.policies.setting.${name}`)}</span>
              <p className="setting-about">{t(`screens.policies.setting.${name}.about`)}</p>
            </div>
            <div>
              <Segmented
                aria-label={t(`screens.policies.setting.${name}`)}
                disabled={!mayChange}
                value={chosen(draft, name)}
                options={CHOICES[name].map(value => ({ value, label: say(name, value) }))}
                onChange={value => {
                  set.clear();
                  setDraft(changed(draft, name, value));
                }}
              />
            </div>
          </div>
        ))}
        <div className="setting">
          <div>
            <span>{t('screens.policies.setting.invoiceMode')}</span>
            <p className="setting-about">{t('screens.policies.setting.invoiceMode.about')}</p>
          </div>
          <div className="policies-modes">
            {(['M1', 'M2', 'M3'] as const).map(mode => (
              <span key={mode}>
                {t(`screens.policies.mode.${mode}`)} <b className="figures">{showCount(view.modes[mode])}</b>
              </span>
            ))}
            <Link to={ROUTES.clients}>{t('screens.policies.to_clients')}</Link>
          </div>
        </div>
        {set.fault ? (
          <p className="clients-fault policies-fault" role="alert">
            {refusal(set.fault)}
          </p>
        ) : null}
        <p className="panel-text">{t('screens.policies.settings_note')}</p>
      </Section>
      <Section title={t('screens.policies.changes')}>
        {view.changes.length === 0 ? (
          <p className="panel-text">{t('screens.policies.changes_none')}</p>
        ) : null}
        <ul className="lines">
          {view.changes.map(({ actor, at, before, after }) => (
            <li key={at}>
              <span className="figures">{beijingTime(at)}</span>
              <span>{actor}</span>
              <span className="policies-what">
                {NAMES.filter(name => chosen(before, name) !== chosen(after, name))
                  .map(
                    name =>
                      `${t(`screens.policies.setting.${name}`)}: ${say(name, chosen(before, name))} → ${say(name, chosen(after, name))}`,
                  )
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
