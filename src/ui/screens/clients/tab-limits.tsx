import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import type { ClientView } from '../../../contract/clients.ts';
import type { LimitsView } from '../../../contract/orders.ts';
import type { UpgradeRow } from '../../../contract/upgrade.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { CountingBasis, LimitBars } from '../../app/limit-bar.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { upgradePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { Expiry } from '../upgrade/account-table.tsx';
import { STATE_TONES } from '../upgrade/rows.ts';
import { readDay, today } from './days.ts';
import { TabPanel } from './tab-panel.tsx';

type Subject = LimitsView['subjects'][number];

const TONES: Record<Subject['state'], Tone> = {
  free: 'neutral',
  limited: 'warning',
  verified: 'success',
  unstated: 'neutral',
};

/** 限额与升级: what may still be placed with DOU+ on a day, by legal person and account, and how each upgrade stands. */
export function LimitsTab({ client }: { client: ClientView }) {
  const { t } = useTexts();
  const id = useId();
  const [typed, type] = useState(today());
  const on = readDay(typed);
  const limits = useQuery({
    queryKey: ['book', 'orders', 'limits', client.id, on],
    queryFn: () => desk.orders.limits({ client: client.id, on: on! }),
    enabled: on !== null,
    placeholderData: before => before,
  });
  const board = useQuery({
    queryKey: ['book', 'upgrade', { on }],
    queryFn: () => desk.upgrade.board({ on: on! }),
    enabled: on !== null,
    placeholderData: before => before,
  });
  const rowOf = (account: number) => board.data?.find(each => each.account === account);
  return (
    <TabPanel
      about={t('screens.clients.limits_about')}
      acts={
        <span className="clients-on">
          <label htmlFor={id}>{t('screens.clients.on')}</label>
          <Input
            id={id}
            className="figures"
            value={typed}
            status={on === null ? 'error' : ''}
            maxLength={14}
            onChange={event => type(event.target.value)}
            onBlur={() => type(on ?? typed)}
          />
        </span>
      }
      empty={limits.data?.subjects.length === 0 ? t('screens.clients.no_douplus') : null}
    >
      {limits.error ? <ErrorPanel error={limits.error} again={() => void limits.refetch()} /> : null}
      {!limits.data && !limits.error ? <SkeletonRows rows={6} /> : null}
      {limits.data?.subjects.map(subject => (
        <SubjectLimits
          key={subject.subject ?? 0}
          subject={subject}
          settings={limits.data.settings}
          rowOf={rowOf}
        />
      ))}
    </TabPanel>
  );
}

function SubjectLimits(props: {
  subject: Subject;
  settings: LimitsView['settings'];
  rowOf(account: number): UpgradeRow | undefined;
}) {
  const { t } = useTexts();
  const { subject, settings, rowOf } = props;
  const { name, kind, state, verified, countsFrom, accounts } = subject;
  return (
    <section className="clients-limits">
      <header>
        <h3>{name ?? t('screens.clients.no_subject')}</h3>
        {kind === null ? null : <span className="muted">{t(`screens.clients.kind.${kind}`)}</span>}
        <Chip tone={TONES[state]} word={t(`screens.clients.limit_state.${state}`)} />
        {kind === 'enterprise' ? (
          <span className="muted figures">
            {verified.length === 0
              ? t('screens.clients.never_verified')
              : verified
                  .map(({ from, to }) =>
                    t('screens.clients.verified_span', {
                      from: from <= '1970-01-01' ? t('screens.clients.from_start') : from,
                      to: to ?? t('screens.clients.until_now'),
                    }),
                  )
                  .join('、')}
          </span>
        ) : null}
      </header>
      <ul>
        {accounts.map(({ account, platformId, limits }) => (
          <li key={account}>
            <div className="clients-limits-account">
              <Link className="line-link figures" to={upgradePath(account)}>
                {platformId}
              </Link>
              <Upgrade row={rowOf(account)} />
            </div>
            <LimitBars state={state} limits={limits} />
          </li>
        ))}
      </ul>
      {state === 'limited' ? <CountingBasis settings={settings} countsFrom={countsFrom} /> : null}
    </section>
  );
}

function Upgrade({ row }: { row: UpgradeRow | undefined }) {
  const { t } = useTexts();
  if (!row) return null;
  return (
    <>
      <Chip tone={STATE_TONES[row.state]} word={t(`upgrade.state.${row.state}`)} />
      {row.waitingFor === null ? null : (
        <span className="muted figures">
          {t('screens.upgrade.waiting_days', {
            who: t(`upgrade.waits.${row.waitingFor}`),
            days: row.daysWaiting ?? 0,
          })}
        </span>
      )}
      {row.subjectKind === 'enterprise' ? <Expiry row={row} /> : null}
    </>
  );
}
