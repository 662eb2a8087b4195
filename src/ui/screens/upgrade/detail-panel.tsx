import { CloseOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type {
  UpgradeAttachment,
  UpgradeDetailView,
  UpgradePaper,
  UpgradeRow,
} from '../../../contract/upgrade.ts';
import { Chip } from '../../app/chip.tsx';
import { CountingBasis, LimitBars } from '../../app/limit-bar.tsx';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { Expiry } from './account-table.tsx';
import { RuleLine } from './cited.tsx';
import { EvidenceView } from './evidence.tsx';
import { OpenForm } from './open-form.tsx';
import { Orders } from './orders.tsx';
import { PaperForm } from './paper-form.tsx';
import { Papers } from './papers.tsx';
import { useDetail } from './queries.ts';
import { STATE_TONES, shownLimits } from './rows.ts';
import { StepForm, stepsByHand } from './step-form.tsx';
import { Timeline } from './timeline.tsx';
import { VerificationForm } from './verification-form.tsx';

export type Doing = 'open' | 'step' | 'verify' | { paper: UpgradePaper } | null;

interface Acting {
  /** Order that a case is to be opened on. */
  startOrder: number | null;
  doing: Doing;
  act(doing: Doing): void;
}

/** One account: where it stands, what is next, its papers, its verification, how it came to be. */
export function DetailPanel(props: { account: number; close(): void } & Acting) {
  const { t } = useTexts();
  const { data, error, refetch } = useDetail(props.account);
  return (
    <aside className="upg-side" aria-label={t('screens.upgrade.detail')}>
      {data ? <Detail detail={data} {...props} /> : null}
      {!data && error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows /> : null}
    </aside>
  );
}

function Detail(props: { detail: UpgradeDetailView; close(): void } & Acting) {
  const { t } = useTexts();
  const { detail, doing, act } = props;
  const { row } = detail;
  const [looking, look] = useState<UpgradeAttachment | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another account shows nothing of the one before
  useEffect(() => look(null), [row.account]);
  const done = () => act(null);
  return (
    <>
      <header>
        <div>
          <h2>{row.clientName ?? t('screens.upgrade.no_client')}</h2>
          <p className="upg-quiet figures">
            {row.platformId} · {row.subjectName ?? t('screens.upgrade.no_subject')}
          </p>
        </div>
        <Chip tone={STATE_TONES[row.state]} word={t(`upgrade.state.${row.state}`)} />
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.upgrade.close')}
          onClick={props.close}
        />
      </header>
      <div className="upg-side-body">
        {looking ? (
          <EvidenceView
            key={looking.id}
            account={row.account}
            attachment={looking}
            close={() => look(null)}
          />
        ) : null}
        {doing === null || (doing === 'open' && !begins(row)) ? (
          <Offered needs={['upgrade/open', 'upgrade/step']}>
            <Acts detail={detail} act={act} />
          </Offered>
        ) : null}
        {doing === 'open' && begins(row) ? (
          <OpenForm key={row.account} row={row} startOrder={props.startOrder} close={done} />
        ) : null}
        {doing === 'step' && stepsByHand(detail).length > 0 ? (
          <StepForm key={`${row.account}${row.state}`} detail={detail} close={done} />
        ) : null}
        {doing === 'verify' ? <VerificationForm key={row.account} detail={detail} close={done} /> : null}
        {doing !== null && typeof doing === 'object' ? (
          <PaperForm key={doing.paper.paper} detail={detail} paper={doing.paper} close={done} />
        ) : null}
        <NextSteps detail={detail} />
        <Standing detail={detail} />
        <Orders orders={detail.orders} />
        {detail.papers.length > 0 ? (
          <section>
            <h3>{t('screens.upgrade.papers')}</h3>
            <Papers detail={detail} act={paper => act({ paper })} look={look} />
          </section>
        ) : null}
        {detail.timeline.length > 0 ? (
          <section>
            <h3>{t('screens.upgrade.timeline')}</h3>
            <Timeline events={detail.timeline} look={look} />
          </section>
        ) : null}
        <section>
          <h3>{t('screens.upgrade.rules')}</h3>
          <RulesBeside detail={detail} />
        </section>
      </div>
    </>
  );
}

/** What is always said of the upgrade; the other rules are a click away. */
const SAID_FIRST: readonly string[] = ['upg-0.ad-label', 'upg-4.once', 'upg-6.expiry'];

function RulesBeside({ detail: { triggers, notes } }: { detail: UpgradeDetailView }) {
  const { t } = useTexts();
  const told = triggers.map(({ cited }) => cited);
  const first = [...told, ...notes.filter(({ row }) => SAID_FIRST.includes(row))];
  const rest = notes.filter(({ row }) => !first.some(each => each.row === row));
  return (
    <>
      <ul>
        {first.map(cited => (
          <RuleLine key={cited.row} cited={cited} />
        ))}
      </ul>
      <details className="upg-more-rules">
        <summary>{t('screens.upgrade.more_rules', { count: rest.length })}</summary>
        <ul>
          {rest.map(cited => (
            <RuleLine key={cited.row} cited={cited} />
          ))}
        </ul>
      </details>
    </>
  );
}

/** Whether a case may be opened: there is none, or none was needed so far. */
function begins({ hasCase, state }: UpgradeRow): boolean {
  return !hasCase || state === 'not_needed';
}

function Acts({ detail, act }: { detail: UpgradeDetailView; act(doing: Doing): void }) {
  const { t } = useTexts();
  const { row } = detail;
  const [next] = stepsByHand(detail);
  const canVerify = row.subject !== null && row.subjectKind === 'enterprise' && row.hasCase && !begins(row);
  const isVerifying = next === undefined && canVerify;
  return (
    <div className="upg-acts">
      {begins(row) ? (
        <Button type="primary" onClick={() => act('open')}>
          {t('screens.upgrade.do.open')}
        </Button>
      ) : null}
      {!begins(row) && next !== undefined ? (
        <Button type="primary" onClick={() => act('step')}>
          {t('screens.upgrade.do.step')}
        </Button>
      ) : null}
      {canVerify ? (
        <Button type={isVerifying ? 'primary' : 'default'} onClick={() => act('verify')}>
          {t('screens.upgrade.do.verify')}
        </Button>
      ) : null}
    </div>
  );
}

function NextSteps({ detail: { steps } }: { detail: UpgradeDetailView }) {
  const { t } = useTexts();
  const notify = useNotify();
  if (steps.length === 0) return null;
  const copy = async (path: string) => {
    try {
      await navigator.clipboard.writeText(path);
      notify.success('screens.upgrade.copied');
    } catch (error) {
      notify.refusal(error);
    }
  };
  return (
    <section>
      <h3>{t('screens.upgrade.next')}</h3>
      <ol className="upg-steps">
        {steps.map(({ row, rule, code, params, path, source }) => (
          <li key={`${row}${code}`}>
            <div>
              {t(code, params)} <span className="upg-rule">{rule}</span>{' '}
              {source === null ? null : (
                <span className="upg-quiet">{t(`screens.upgrade.source.${source}`)}</span>
              )}
            </div>
            {path === null ? null : (
              <div className="upg-path">
                <span>{path}</span>
                <Button
                  size="small"
                  type="text"
                  icon={<CopyOutlined aria-hidden />}
                  aria-label={t('screens.upgrade.copy_path')}
                  title={t('screens.upgrade.copy_path')}
                  onClick={() => void copy(path)}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Standing({ detail }: { detail: UpgradeDetailView }) {
  const { t } = useTexts();
  const { row, siblings, settings, countsFrom } = detail;
  const { verification } = row;
  return (
    <section>
      <h3>{t('screens.upgrade.standing')}</h3>
      <dl className="upg-facts">
        <dt>{t('screens.upgrade.col.waiting')}</dt>
        <dd className="figures">
          {row.waitingFor === null
            ? t('screens.upgrade.none')
            : t('screens.upgrade.waiting_since', {
                who: t(`upgrade.waits.${row.waitingFor}`),
                on: row.sinceOn ?? '',
                days: row.daysWaiting ?? 0,
              })}
        </dd>
        <dt>{t('screens.upgrade.col.manager')}</dt>
        <dd>{row.managers.join(t('upgrade.reminders.join')) || t('screens.upgrade.none')}</dd>
        <dt>{t('screens.upgrade.col.expiry')}</dt>
        <dd>
          <Expiry row={row} />
          {verification.method === null ? null : (
            <span className="upg-quiet">{t(`upgrade.method.${verification.method}`)}</span>
          )}
        </dd>
        {siblings.length > 0 ? (
          <>
            <dt>{t('screens.upgrade.siblings')}</dt>
            <dd>{siblings.map(({ name }) => name).join(t('upgrade.reminders.join'))}</dd>
          </>
        ) : null}
      </dl>
      <div className="upg-limits">
        <LimitBars state={row.limitState} limits={shownLimits(row)} />
        {row.limits.length > 0 ? <CountingBasis settings={settings} countsFrom={countsFrom} /> : null}
      </div>
    </section>
  );
}
