import { PercentageOutlined } from '@ant-design/icons';
import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PoliciesView, PolicyView } from '../../../contract/policies.ts';
import { holdsOn, POLICY_SIDES, type PolicySide } from '../../../domain/policies/terms.ts';
import { percentOfPpm } from '../../../domain/policies/words.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty } from '../../app/page.tsx';
import { clientPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { draftAfter, emptyDraft } from './policy-draft.ts';
import { PolicyForm } from './policy-form.tsx';

export type PolicyPanel =
  | { kind: 'new' }
  | { kind: 'replace'; of: PolicyView }
  | { kind: 'end'; of: PolicyView }
  | null;

const TONES = { now: 'success', later: 'info', over: 'neutral' } as const satisfies Record<string, Tone>;

/** Whether a policy holds today, later, or is over; one taken back never held. */
function standing(policy: Pick<PolicyView, 'from' | 'to'>, day: string): keyof typeof TONES {
  if (holdsOn(policy, day)) return 'now';
  return policy.to !== null && (policy.to < day || policy.to < policy.from) ? 'over' : 'later';
}

/** Policies of both sides by party, with the rates of the client list beside them. */
export function PoliciesTab(props: {
  view: PoliciesView;
  mayChange: boolean;
  panel: PolicyPanel;
  open(panel: PolicyPanel): void;
}) {
  const { t } = useTexts();
  const { view, mayChange, panel, open } = props;
  const [side, setSide] = useState<PolicySide>('client');
  const [typed, setTyped] = useState('');
  const [over, setOver] = useState(false);
  const day = today();
  const fits = ({ partyCode, partyName }: { partyCode: string | null; partyName: string }) =>
    `${partyCode ?? ''} ${partyName}`.toLowerCase().includes(typed.trim().toLowerCase());
  const shown = view.policies.filter(
    policy => policy.side === side && fits(policy) && (over || standing(policy, day) !== 'over'),
  );
  const listed = side === 'client' ? view.listed.filter(fits) : [];
  const close = () => open(null);
  return (
    <div className="clients">
      <section className="clients-list" aria-label={t('screens.policies.tab.policies')}>
        <div className="rules-bar policies-bar">
          <Input
            className="rules-find"
            aria-label={t('screens.policies.find')}
            placeholder={t('screens.policies.find')}
            value={typed}
            onChange={event => setTyped(event.target.value)}
          />
          <Segmented
            aria-label={t('screens.policies.side')}
            value={side}
            options={POLICY_SIDES.map(value => ({ value, label: t(`screens.policies.side.${value}`) }))}
            onChange={setSide}
          />
          <Segmented
            aria-label={t('screens.policies.over')}
            value={over ? 'all' : 'now'}
            options={(['now', 'all'] as const).map(value => ({
              value,
              label: t(`screens.policies.show.${value}`),
            }))}
            onChange={value => setOver(value === 'all')}
          />
        </div>
        <div className="clients-scroll">
          {shown.length === 0 && listed.length === 0 ? (
            <Empty
              icon={<PercentageOutlined aria-hidden />}
              title={t('screens.policies.none')}
              text={t('screens.policies.none_text')}
              {...(mayChange
                ? { action: { label: t('screens.policies.new'), run: () => open({ kind: 'new' }) } }
                : {})}
            />
          ) : (
            <table className="plain-table policies-table">
              <thead>
                <tr>
                  <th>{t('rebates.sheet.column.party')}</th>
                  <th>{t('rebates.sheet.column.kind')}</th>
                  <th>{t('rebates.sheet.column.platform')}</th>
                  <th>{t('screens.policies.terms')}</th>
                  <th>{t('screens.policies.days')}</th>
                  <th>{t('screens.policies.state')}</th>
                  <th className="policies-note">{t('screens.policies.note')}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {shown.map(policy => (
                  <tr key={policy.id}>
                    <td className="rules-nowrap">
                      {policy.partyCode === null
                        ? policy.partyName
                        : `${policy.partyCode} ${policy.partyName}`}
                    </td>
                    <td className="rules-nowrap">
                      {t(`policies.kind.${policy.kind}`)}
                      {policy.kind === 'front' || policy.kind === 'back' ? (
                        <span className="muted"> {t(`policies.form.${policy.form}`)}</span>
                      ) : null}
                    </td>
                    <td className="rules-nowrap">{t(`policies.platform.${policy.platform}`)}</td>
                    <td className="figures policies-terms">
                      <Rates policy={policy} />
                    </td>
                    <td className="figures rules-nowrap">
                      {policy.from} – {policy.to ?? t('screens.policies.until_further')}
                    </td>
                    <td>
                      <Standing of={policy} day={day} />
                    </td>
                    <td className="policies-note" title={policy.note}>
                      {policy.note}
                    </td>
                    <td className="acts">
                      {mayChange && standing(policy, day) !== 'over' ? (
                        <>
                          <Button
                            size="small"
                            type="link"
                            onClick={() => open({ kind: 'replace', of: policy })}
                          >
                            {t('screens.policies.replace')}
                          </Button>
                          <Button size="small" type="link" onClick={() => open({ kind: 'end', of: policy })}>
                            {t('screens.policies.end')}
                          </Button>
                        </>
                      ) : null}
                    </td>
                  </tr>
                ))}
                {listed.map(rate => (
                  <tr key={`${rate.client} ${rate.from}`}>
                    <td className="rules-nowrap">
                      {rate.partyCode === null ? rate.partyName : `${rate.partyCode} ${rate.partyName}`}
                    </td>
                    <td className="rules-nowrap">
                      {t('policies.kind.front')}{' '}
                      <span className="muted">{t(`policies.form.${rate.form}`)}</span>
                    </td>
                    <td className="rules-nowrap">{t('policies.platform.any')}</td>
                    <td className="figures">{percentOfPpm(rate.ratePpm)}</td>
                    <td className="figures rules-nowrap">
                      {rate.from ?? t('screens.policies.from_beginning')} –{' '}
                      {rate.to ?? t('screens.policies.until_further')}
                    </td>
                    <td>
                      <Chip tone="neutral" word={t('screens.policies.listed')} />
                    </td>
                    <td className="policies-note" title={t('screens.policies.listed_note')}>
                      {t('screens.policies.listed_note')}
                    </td>
                    <td className="acts">
                      {rate.partyCode ? (
                        <Link to={clientPath(rate.partyCode)}>{t('screens.policies.to_client')}</Link>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      </section>
      {panel?.kind === 'new' ? (
        <PolicyForm view={view} start={{ ...emptyDraft(day), side }} replaces={null} close={close} />
      ) : null}
      {panel?.kind === 'replace' ? (
        <PolicyForm
          key={panel.of.id}
          view={view}
          start={draftAfter(panel.of, day)}
          replaces={panel.of}
          close={close}
        />
      ) : null}
      {panel?.kind === 'end' ? <EndForm key={panel.of.id} of={panel.of} close={close} /> : null}
    </div>
  );
}

function Standing({ of, day }: { of: PolicyView; day: string }) {
  const { t } = useTexts();
  const state = standing(of, day);
  return <Chip tone={TONES[state]} word={t(`screens.policies.standing.${state}`)} />;
}

/** The rate, or each tier with where it begins; how the base is counted. */
function Rates({ policy }: { policy: PolicyView }) {
  const { t } = useTexts();
  const { tiers, kind, period, method, base } = policy;
  const rates =
    tiers.length === 1
      ? percentOfPpm(tiers[0]!.ratePpm)
      : tiers.map(({ fromFen, ratePpm }) => (
          <span key={fromFen} className="policies-rate">
            ≥ {showFen(fromFen)} <b>{percentOfPpm(ratePpm)}</b>
          </span>
        ));
  const counted =
    kind === 'back' || kind === 'fee_spend'
      ? [
          t(`policies.period.${period}`),
          t(`policies.base.${base}`),
          ...(tiers.length > 1 ? [t(`policies.method.${method}`)] : []),
        ].join(' · ')
      : null;
  return (
    <>
      <div>{rates}</div>
      {counted ? <div className="muted">{counted}</div> : null}
    </>
  );
}

function EndForm({ of, close }: { of: PolicyView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [to, setTo] = useState(today());
  const end = useCommand<{ policy: number; to: string }, object>(desk.policies.end);
  const day = readDay(to);
  const submit = async () => {
    if (!(await end.send({ policy: of.id, to: day! }))) return;
    notify.success('screens.policies.ended', { to: day! });
    close();
  };
  return (
    <SidePanel
      title={t('screens.policies.end_title', { party: of.partyName })}
      close={close}
      submit={() => void submit()}
      act={t('screens.policies.end_do', { to: day ?? to })}
      ready={day !== null}
      busy={end.busy}
      fault={end.fault ? refusal(end.fault) : null}
      note={t('screens.policies.end_note')}
    >
      <DayField
        name={t('screens.policies.to')}
        value={to}
        hint={
          of.confirmedTo === null
            ? t('screens.policies.end_hint')
            : t('screens.policies.confirmed_hint', { day: of.confirmedTo })
        }
        change={value => {
          end.clear();
          setTo(value);
        }}
      />
    </SidePanel>
  );
}
