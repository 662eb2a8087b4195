import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PoliciesView, RebateLine, RebateStatementView } from '../../../contract/policies.ts';
import { CLIENT_USES, MEDIA_USES, type RebateUse, USE_NEEDS } from '../../../domain/policies/events.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { ChoiceField, DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { ItemsField } from './items-field.tsx';
import { fenOf } from './policy-draft.ts';

type Input = Omit<Parameters<typeof desk.rebates.use>[0], 'key'>;
const GRANTS = ['grant', 'shared_grant', 'red_packet', 'coupon'] as const;
const GIVEN = ['bought', 'free', 'rebate'] as const;
const DEBTS = ['advance', 'postpaid', 'overdraft', 'penalty'] as const;

/** Uses of the upstream's rebate that clear open items of it. */
const CLEARS_ITEMS: ReadonlySet<RebateUse> = new Set([
  ...(['withdrawn', 'offset_credit', 'wallet', 'pool', 'in_kind', 'not_payable'] as const),
]);

/** What a use is typed as; each kind asks for its own part of it. */
interface Draft {
  use: RebateUse;
  on: string;
  amount: string;
  money: string;
  suspenseNo: string;
  pool: string;
  credited: string;
  given: (typeof GIVEN)[number];
  bucket: (typeof GRANTS)[number];
  lotNo: string;
  grant: string;
  front: string;
  category: (typeof DEBTS)[number];
  note: string;
  /** Open items cleared first; none: the oldest. */
  items: number[];
}

/** A use of what is confirmed and still open. */
export function UseForm(props: { line: RebateLine; statement: RebateStatementView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { line, statement, close } = props;
  const uses: readonly RebateUse[] = line.side === 'client' ? CLIENT_USES : MEDIA_USES;
  const [draft, setDraft] = useState<Draft>({
    ...{ use: uses[0]!, on: today(), amount: showFen(line.openFen), money: '', suspenseNo: '', pool: '' },
    ...{ credited: '', given: 'bought', bucket: 'grant', lotNo: '', grant: '', front: '' },
    ...{ category: 'advance', note: '', items: [] },
  });
  const view = useQuery({ queryKey: ['book', 'policies', 'list'], queryFn: () => desk.policies.list() }).data;
  const use = useCommand<Input, object>(desk.rebates.use);
  const set = (patch: Partial<Draft>) => {
    use.clear();
    setDraft({ ...draft, ...patch });
  };
  const facts = factsOf(draft);
  const clears = line.side === 'media' && CLEARS_ITEMS.has(draft.use);
  const day = readDay(draft.on);
  const fen = fenOf(draft.amount);
  const isAbove = fen !== null && fen > line.openFen;
  const submit = async () => {
    const input: Input = {
      ...{ statement: statement.id, on: day!, note: draft.note.trim(), facts: facts! },
      ...(clears && draft.items.length > 0 ? { items: draft.items } : {}),
    };
    if (!(await use.send(input))) return;
    notify.success('screens.policies.used_done', { amount: showFen(fen!) });
    close();
  };
  return (
    <SidePanel
      wide
      title={t('screens.policies.use_of', { party: line.partyName, no: statement.no })}
      close={close}
      submit={() => void submit()}
      act={t('screens.policies.use_do', {
        use: t(`rebates.use.${draft.use}`),
        amount: fen === null ? '' : showFen(fen),
      })}
      ready={facts !== null && day !== null && !isAbove}
      busy={use.busy}
      fault={use.fault ? refusal(use.fault) : null}
      note={t(`screens.policies.use_note.${draft.use}`)}
    >
      <ChoiceField
        name={t('screens.policies.use_kind')}
        value={draft.use}
        options={uses.map(value => ({ value, label: t(`rebates.use.${value}`) }))}
        change={value => set({ use: value })}
      />
      <div className="clients-pair">
        <TextField
          figures
          name={t('screens.policies.amount')}
          value={draft.amount}
          hint={t('screens.policies.open_hint', { open: showFen(line.openFen) })}
          finding={isAbove ? { severity: 'error', text: t('screens.policies.above_open') } : null}
          change={amount => set({ amount })}
        />
        <DayField name={t('screens.policies.used_on')} value={draft.on} change={on => set({ on })} />
      </div>
      {view ? <Needs draft={draft} set={set} line={line} view={view} /> : null}
      {clears ? (
        <ItemsField
          of="confirmed"
          view={view}
          supplier={line.party}
          chosen={draft.items}
          change={items => set({ items })}
        />
      ) : null}
      <TextField
        name={t('screens.policies.note')}
        value={draft.note}
        most={400}
        change={note => set({ note })}
      />
    </SidePanel>
  );
}

/** The facts of a draft; null while one that the use needs is not typed. */
function factsOf(draft: Draft): Input['facts'] | null {
  const needs = USE_NEEDS[draft.use];
  const amountFen = fenOf(draft.amount);
  if (amountFen === null || amountFen === 0) return null;
  const facts: Input['facts'] = { use: draft.use, amountFen };
  if (needs.includes('cash')) {
    if (draft.money === '') return null;
    facts.money = Number(draft.money);
    if (draft.suspenseNo.trim() !== '') facts.suspenseNo = draft.suspenseNo.trim();
  }
  if (needs.includes('pool')) {
    if (draft.pool === '') return null;
    facts.pool = Number(draft.pool);
  }
  if (needs.includes('creditedFen')) {
    const credited = draft.credited.trim() === '' ? amountFen : fenOf(draft.credited);
    if (credited === null) return null;
    facts.creditedFen = credited;
  }
  if (needs.includes('given')) facts.given = draft.given;
  if (needs.includes('category')) facts.category = draft.category;
  if (needs.includes('bucket')) {
    const grantFen = fenOf(draft.grant);
    if (grantFen === null || grantFen === 0 || draft.lotNo.trim() === '') return null;
    Object.assign(facts, { bucket: draft.bucket, lotNo: draft.lotNo.trim(), grantFen });
  }
  if (draft.use === 'not_payable') {
    const frontFen = draft.front.trim() === '' ? 0 : fenOf(draft.front);
    if (frontFen === null) return null;
    facts.frontFen = frontFen;
  }
  return facts;
}

/** The fields that a kind of use asks for. */
function Needs(props: {
  draft: Draft;
  set(patch: Partial<Draft>): void;
  line: RebateLine;
  view: PoliciesView;
}) {
  const { t } = useTexts();
  const { draft, set, line, view } = props;
  const needs = USE_NEEDS[draft.use];
  const pools = view.pools.filter(pool =>
    line.side === 'client'
      ? pool.client === line.party
      : (pool.supplier === null || pool.supplier === line.party) &&
        (draft.use === 'wallet') === (pool.kind === 'agent_wallet'),
  );
  return (
    <>
      {needs.includes('cash') ? (
        <div className="clients-pair">
          <ChoiceField
            name={t('screens.policies.money')}
            value={draft.money}
            options={view.money.map(({ id, name }) => ({ value: String(id), label: name }))}
            change={money => set({ money })}
          />
          <TextField
            name={t('screens.policies.suspense')}
            value={draft.suspenseNo}
            hint={t('screens.policies.suspense_hint')}
            change={suspenseNo => set({ suspenseNo })}
          />
        </div>
      ) : null}
      {needs.includes('pool') ? (
        <ChoiceField
          search
          name={t('screens.policies.pool')}
          value={draft.pool}
          options={pools.map(({ id, name }) => ({ value: String(id), label: name }))}
          change={pool => set({ pool })}
        />
      ) : null}
      {needs.includes('creditedFen') ? (
        <TextField
          figures
          name={t('screens.policies.credited')}
          value={draft.credited}
          placeholder={draft.amount}
          change={credited => set({ credited })}
        />
      ) : null}
      {needs.includes('given') ? (
        <ChoiceField
          name={t('screens.policies.given')}
          value={draft.given}
          options={GIVEN.map(value => ({ value, label: t(`screens.policies.given.${value}`) }))}
          change={given => set({ given })}
        />
      ) : null}
      {needs.includes('bucket') ? (
        <>
          <ChoiceField
            name={t('screens.policies.bucket')}
            value={draft.bucket}
            options={GRANTS.map(value => ({ value, label: t(`reports.bucket.${value}`) }))}
            change={bucket => set({ bucket })}
          />
          <div className="clients-pair">
            <TextField
              name={t('screens.policies.lot')}
              value={draft.lotNo}
              change={lotNo => set({ lotNo })}
            />
            <TextField
              figures
              name={t('screens.policies.grant_amount')}
              value={draft.grant}
              change={grant => set({ grant })}
            />
          </div>
        </>
      ) : null}
      {needs.includes('category') ? (
        <ChoiceField
          name={t('screens.policies.debt')}
          value={draft.category}
          options={DEBTS.map(value => ({ value, label: t(`screens.policies.debt.${value}`) }))}
          change={category => set({ category })}
        />
      ) : null}
      {draft.use === 'not_payable' ? (
        <TextField
          figures
          name={t('screens.policies.front')}
          value={draft.front}
          hint={t('screens.policies.front_hint')}
          change={front => set({ front })}
        />
      ) : null}
    </>
  );
}
