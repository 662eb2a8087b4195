import { useQuery } from '@tanstack/react-query';
import { InputNumber, Segmented } from 'antd';
import { type ReactNode, useId } from 'react';
import { desk, host } from '../../app/client.ts';
import { Page } from '../../app/page.tsx';
import { useChangeSettings, useSettings } from '../../app/settings.ts';
import { useTexts } from '../../app/texts.ts';
import { Calendar } from './calendar.tsx';
import { Mappings } from './mappings.tsx';
import { Pairs } from './pairs.tsx';
import { Section } from './section.tsx';

const WINDOW_DAYS_MOST = 31;

/** 设置: how the workstation looks and what it remembers. Every change holds at once. */
export default function SettingsScreen() {
  const { t } = useTexts();
  return (
    <Page title={t('settings.title')}>
      <div className="settings">
        <Looks />
        <Comparing />
        <Calendar />
        <Pairs />
        <Mappings />
        <About />
      </div>
    </Page>
  );
}

function Looks() {
  const { t } = useTexts();
  const { language, theme, density } = useSettings();
  const change = useChangeSettings();
  return (
    <Section title={t('settings.looks')}>
      <Row name={t('settings.language')}>
        <Segmented
          aria-label={t('settings.language')}
          value={language}
          onChange={value => void change({ language: value })}
          options={(['zh', 'en'] as const).map(value => ({ value, label: t(`shell.language.${value}`) }))}
        />
      </Row>
      <Row name={t('settings.theme')}>
        <Segmented
          aria-label={t('settings.theme')}
          value={theme}
          onChange={value => void change({ theme: value })}
          options={(['light', 'dark', 'system'] as const).map(value => ({
            value,
            label: t(`settings.theme.${value}`),
          }))}
        />
      </Row>
      <Row name={t('settings.density')} about={t('settings.density.about')}>
        <Segmented
          aria-label={t('settings.density')}
          value={density}
          onChange={value => void change({ density: value })}
          options={(['normal', 'compact'] as const).map(value => ({
            value,
            label: t(`settings.density.${value}`),
          }))}
        />
      </Row>
    </Section>
  );
}

function Comparing() {
  const { t } = useTexts();
  const { windowDays } = useSettings();
  const change = useChangeSettings();
  const id = useId();
  return (
    <Section title={t('settings.compare')}>
      <Row name={t('settings.window')} about={t('settings.window.about')} forId={id}>
        <InputNumber
          id={id}
          min={0}
          max={WINDOW_DAYS_MOST}
          precision={0}
          controls={false}
          value={windowDays}
          suffix={t('settings.window.unit')}
          onChange={value => {
            if (value !== null && value !== windowDays) void change({ windowDays: value });
          }}
        />
      </Row>
    </Section>
  );
}

function About() {
  const { t } = useTexts();
  const hello = useQuery({ queryKey: ['hello'], queryFn: () => desk.session.hello(), staleTime: Infinity });
  return (
    <Section title={t('settings.about')}>
      <Row name={t('settings.version')}>
        <span className="figures">{hello.data?.version ?? ''}</span>
      </Row>
      <Row name={t('settings.host')}>{t(`settings.host.${hello.data?.host ?? host().kind}`)}</Row>
      <Row name={t('settings.privacy')}>{t('settings.privacy.text')}</Row>
    </Section>
  );
}

function Row(props: { name: string; about?: string; forId?: string; children: ReactNode }) {
  return (
    <div className="setting">
      <div>
        {props.forId ? <label htmlFor={props.forId}>{props.name}</label> : <span>{props.name}</span>}
        {props.about ? <p className="setting-about">{props.about}</p> : null}
      </div>
      <div>{props.children}</div>
    </div>
  );
}
