import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { PoliciesView, PolicyView } from '../../../contract/policies.ts';
import {
  POLICY_BASES,
  POLICY_KINDS,
  POLICY_PERIODS,
  POLICY_PLATFORMS,
  POLICY_SIDES,
  type PolicyTerms,
  REBATE_FORMS,
  TIER_METHODS,
} from '../../../domain/policies/terms.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, DayField, FieldNote, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { fitted, type PolicyDraft, termsOf } from './policy-draft.ts';

/** A new policy; after another one, which then ends the day before. */
export function PolicyForm(props: {
  view: PoliciesView;
  start: PolicyDraft;
  replaces: PolicyView | null;
  close(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { view, start, replaces, close } = props;
  const [draft, setDraft] = useState(start);
  const keep = useCommand<{ terms: PolicyTerms; replaces?: number }, object>(({ terms, ...input }) =>
    desk.policies.keep({ ...input, terms: { ...terms, tiers: [...terms.tiers] } }),
  );
  const set = (patch: Partial<PolicyDraft>) => {
    keep.clear();
    setDraft(fitted({ ...draft, ...patch }));
  };
  const read = useMemo(() => termsOf(draft), [draft]);
  const say = (group: string) => (value: string) => ({ value, label: t(`policies.${group}.${value}`) });
  const options = <Value extends string>(group: string, values: readonly Value[]) =>
    values.map(value => ({ value, label: say(group)(value).label }));
  const parties =
    draft.side === 'client'
      ? view.clients.map(({ id, code, name }) => ({
          value: String(id),
          label: code ? `${code} ${name}` : name,
        }))
      : view.suppliers.map(({ id, name }) => ({ value: String(id), label: name }));
  const kinds = POLICY_KINDS.filter(kind => draft.side === 'client' || kind === 'front' || kind === 'back');
  const isFee = draft.kind === 'fee_spend' || draft.kind === 'fee_recharge';
  const submit = async () => {
    if (!('terms' in read)) return;
    const input = { terms: read.terms, ...(replaces ? { replaces: replaces.id } : {}) };
    if (!(await keep.send(input))) return;
    notify.success('screens.policies.kept');
    close();
  };
  const fault = keep.fault ?? ('fault' in read ? read.fault : null);
  return (
    <SidePanel
      wide
      title={t(replaces ? 'screens.policies.replace' : 'screens.policies.new')}
      close={close}
      submit={() => void submit()}
      act={t(replaces ? 'screens.policies.replace_do' : 'screens.policies.keep', { from: draft.from })}
      ready={'terms' in read}
      busy={keep.busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.policies.forever')}
    >
      <div className="clients-pair">
        <ChoiceField
          name={t('screens.policies.side')}
          value={draft.side}
          disabled={replaces !== null}
          options={POLICY_SIDES.map(value => ({ value, label: t(`screens.policies.side.${value}`) }))}
          change={side => set({ side, party: null })}
        />
        <ChoiceField
          search
          name={t(`screens.policies.party.${draft.side}`)}
          value={draft.party === null ? '' : String(draft.party)}
          disabled={replaces !== null}
          options={parties}
          change={party => set({ party: Number(party) })}
        />
      </div>
      <div className="clients-pair">
        <ChoiceField
          name={t('rebates.sheet.column.kind')}
          value={draft.kind}
          disabled={replaces !== null}
          options={options('kind', kinds)}
          change={kind => set({ kind })}
        />
        <ChoiceField
          name={t('screens.policies.form')}
          value={draft.form}
          disabled={replaces !== null || isFee}
          options={options('form', REBATE_FORMS)}
          change={form => set({ form })}
        />
      </div>
      <div className="clients-pair">
        <ChoiceField
          name={t('rebates.sheet.column.platform')}
          value={draft.platform}
          options={options('platform', POLICY_PLATFORMS)}
          change={platform => set({ platform })}
        />
        {draft.kind === 'back' ? (
          <ChoiceField
            name={t('rebates.sheet.column.period')}
            value={draft.period}
            options={options('period', POLICY_PERIODS)}
            change={period => set({ period })}
          />
        ) : draft.side === 'client' && draft.kind === 'front' && draft.form === 'cash' ? (
          <ChoiceField
            name={t('screens.policies.recognition')}
            value={draft.recognition}
            options={(['', 'with_spend', 'at_recharge'] as const).map(value => ({
              value,
              label: t(`screens.policies.recognition.${value === '' ? 'book' : value}`),
            }))}
            change={recognition => set({ recognition })}
          />
        ) : null}
      </div>
      {draft.kind === 'back' || draft.kind === 'fee_spend' ? (
        <div className="clients-pair">
          <ChoiceField
            name={t('rebates.sheet.column.base')}
            value={draft.base}
            options={options('base', POLICY_BASES)}
            change={base => set({ base })}
          />
          {draft.tiers.length > 1 ? (
            <ChoiceField
              name={t('screens.policies.method')}
              value={draft.method}
              options={options('method', TIER_METHODS)}
              change={method => set({ method })}
            />
          ) : null}
        </div>
      ) : null}
      <Tiers draft={draft} set={set} />
      <div className="clients-pair">
        <DayField name={t('screens.policies.from')} value={draft.from} change={from => set({ from })} />
        <DayField
          name={t('screens.policies.to')}
          placeholder={t('screens.policies.until_further')}
          value={draft.to}
          change={to => set({ to })}
        />
      </div>
      <TextField
        name={t('screens.policies.note')}
        value={draft.note}
        most={400}
        hint={t('screens.policies.note_hint')}
        change={note => set({ note })}
      />
    </SidePanel>
  );
}

/** One rate, or tiers by the base. */
function Tiers({ draft, set }: { draft: PolicyDraft; set(patch: Partial<PolicyDraft>): void }) {
  const { t } = useTexts();
  const { tiers } = draft;
  const put = (at: number, patch: Partial<PolicyDraft['tiers'][number]>) =>
    set({ tiers: tiers.with(at, { ...tiers[at]!, ...patch }) });
  return (
    <fieldset className="policies-tiers">
      <legend>{t(tiers.length > 1 ? 'screens.policies.tiers' : 'rebates.sheet.column.rate')}</legend>
      {tiers.map((tier, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tiers have no other identity while they are typed
        <div key={at} className="policies-tier">
          {draft.kind === 'back' && tiers.length > 1 ? (
            <Input
              className="figures"
              aria-label={t('screens.policies.tier_from', { tier: at + 1 })}
              prefix={t('screens.policies.from_amount')}
              suffix={t('screens.policies.yuan')}
              disabled={at === 0}
              value={tier.from}
              onChange={event => put(at, { from: event.target.value })}
            />
          ) : null}
          <Input
            className="figures"
            aria-label={t('screens.policies.tier_rate', { tier: at + 1 })}
            placeholder="3"
            suffix={tier.rate.includes('%') ? undefined : '%'}
            value={tier.rate}
            onChange={event => put(at, { rate: event.target.value })}
          />
          {at > 0 ? (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t('screens.policies.tier_remove', { tier: at + 1 })}
              onClick={() => set({ tiers: tiers.toSpliced(at, 1) })}
            />
          ) : null}
        </div>
      ))}
      {draft.kind === 'back' ? (
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => set({ tiers: [...tiers, { from: '', rate: '' }] })}
        >
          {t('screens.policies.tier_add')}
        </Button>
      ) : null}
      <FieldNote hint={t(`screens.policies.kind_hint.${draft.kind}`)} />
    </fieldset>
  );
}
