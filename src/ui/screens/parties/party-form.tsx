import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import type { PartyView } from '../../../contract/clients.ts';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { useDraft } from '../clients/draft.ts';
import { ChoiceField, type FieldFinding, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import {
  draftOf,
  EMPTY_PARTY,
  fieldOfRefusal,
  findingsOf,
  inputOf,
  isComplete,
  MONEY_TYPES,
  type PartyDraft,
  type PartyField,
  type PartyInput,
  type PartyKind,
  WALLET_TYPES,
} from './party-kinds.ts';

interface Props {
  bookId: string;
  kind: PartyKind;
  /** The party that is changed; null for a new one. */
  of: PartyView | null;
  /** All others of the kind. */
  others: readonly PartyView[];
  close(): void;
}

/** A party of any kind, new or changed. What is typed stays when the panel is closed. */
export function PartyForm({ bookId, kind, of, others, close }: Props) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const start = of ? draftOf(kind, of) : EMPTY_PARTY;
  const { draft, change, forget } = useDraft<PartyDraft>(
    `party ${bookId} ${kind} ${of?.id ?? ''}`,
    () => start,
  );
  const command = useCommand<{ party: PartyInput; id?: number }, { id: number }>(input =>
    desk.parties.keep(input),
  );
  const { fault, busy } = command;
  const field = fieldOfRefusal(refusalIn(fault)?.code, kind);
  const findings = findingsOf(kind, draft, others);
  const findingOf = (name: PartyField): FieldFinding | null => {
    if (fault && field === name) return { severity: 'error', text: refusal(fault) };
    const found = findings.get(name);
    return found ? { severity: found.severity, text: t(found.code, found.params) } : null;
  };
  const set = (patch: Partial<PartyDraft>) => {
    command.clear();
    change({ ...draft, ...patch });
  };
  const isSound = ![...findings.values()].some(({ severity }) => severity === 'error');
  const isChanged = JSON.stringify(inputOf(kind, draft)) !== JSON.stringify(inputOf(kind, start));
  const submit = async () => {
    const kept = await command.send({ party: inputOf(kind, draft), ...(of ? { id: of.id } : {}) });
    if (!kept) return;
    forget();
    notify.success('screens.parties.kept', { name: draft.name.trim() });
    close();
  };
  const view = { draft, set, findingOf };
  return (
    <SidePanel
      title={of ? t('screens.parties.change_of', { name: of.name }) : t(`screens.parties.new.${kind}`)}
      close={close}
      submit={() => void submit()}
      act={t(of ? 'screens.parties.change_do' : `screens.parties.create.${kind}`)}
      ready={isComplete(kind, draft) && isSound && (of === null || isChanged)}
      busy={busy}
      fault={fault && field === null ? refusal(fault) : null}
    >
      <TextField
        name={t(`screens.parties.name.${kind}`)}
        value={draft.name}
        finding={findingOf('name')}
        hint={t(`screens.parties.hint.${kind}`)}
        change={name => set({ name })}
      />
      {kind === 'money' ? <MoneyFields {...view} /> : null}
      {kind === 'wallet' ? <WalletFields {...view} /> : null}
      {kind === 'supplier' ? (
        <TextField
          figures
          name={t('screens.parties.contract_no')}
          value={draft.contractNo}
          change={contractNo => set({ contractNo })}
        />
      ) : null}
      {kind === 'employee' ? null : (
        <TextField
          name={t('screens.parties.note')}
          most={2000}
          value={draft.note}
          change={note => set({ note })}
        />
      )}
    </SidePanel>
  );
}

interface View {
  draft: PartyDraft;
  set(patch: Partial<PartyDraft>): void;
  findingOf(field: PartyField): FieldFinding | null;
}

function MoneyFields({ draft, set, findingOf }: View) {
  const { t } = useTexts();
  const { moneyType } = draft;
  const hasNumber = moneyType !== 'cash';
  return (
    <>
      <ChoiceField
        name={t('screens.parties.type')}
        value={moneyType}
        options={MONEY_TYPES.map(value => ({ value, label: t(`screens.parties.type.${value}`) }))}
        change={value => set({ moneyType: value, hasStatement: value !== 'cash' })}
      />
      {moneyType === 'bank' ? (
        <TextField name={t('screens.parties.bank')} value={draft.bank} change={bank => set({ bank })} />
      ) : null}
      {hasNumber ? (
        <TextField
          figures
          most={64}
          name={t(moneyType === 'bank' ? 'screens.parties.number' : 'screens.parties.account_no')}
          value={draft.number}
          finding={findingOf('number')}
          hint={t('screens.parties.hint.number')}
          change={number => set({ number })}
        />
      ) : null}
      <TextField name={t('screens.parties.holder')} value={draft.holder} change={holder => set({ holder })} />
      <TextField
        figures
        most={3}
        name={t('screens.parties.currency')}
        value={draft.currency}
        finding={findingOf('currency')}
        change={currency => set({ currency })}
      />
      <div className="clients-field">
        <Checkbox
          checked={draft.hasStatement}
          onChange={event => set({ hasStatement: event.target.checked })}
        >
          {t('screens.parties.has_statement')}
        </Checkbox>
        <div className="clients-field-note">
          {t(draft.hasStatement ? 'screens.parties.hint.statement' : 'screens.parties.hint.no_statement')}
        </div>
      </div>
    </>
  );
}

const NONE = '';

function WalletFields({ draft, set, findingOf }: View) {
  const { t } = useTexts();
  const suppliers = useQuery({
    queryKey: ['book', 'parties', 'supplier'],
    queryFn: () => desk.parties.list({ kind: 'supplier' }),
  });
  const clients = useQuery({
    queryKey: ['book', 'clients', 'find', '', false],
    queryFn: () => desk.clients.find({}),
  });
  return (
    <>
      <ChoiceField
        name={t('screens.parties.wallet_type')}
        value={draft.walletType}
        options={WALLET_TYPES.map(value => ({ value, label: t(`screens.parties.wallet_type.${value}`) }))}
        change={walletType => set({ walletType })}
      />
      <TextField
        figures
        most={64}
        name={t('screens.parties.platform_id')}
        value={draft.platformId}
        finding={findingOf('platformId')}
        hint={t('screens.parties.hint.platform_id')}
        change={platformId => set({ platformId })}
      />
      <ChoiceField
        search
        name={t('screens.parties.supplier')}
        value={draft.supplier}
        options={[
          { value: NONE, label: t('screens.parties.no_supplier') },
          ...(suppliers.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        change={supplier => set({ supplier })}
      />
      <ChoiceField
        search
        name={t('screens.parties.owner')}
        value={draft.client}
        options={[
          { value: NONE, label: t('screens.parties.own_money') },
          ...(clients.data ?? []).map(({ client }) => ({
            value: String(client.id),
            label: `${client.code} ${client.name}`,
          })),
        ]}
        hint={t('screens.parties.hint.owner')}
        change={client => set({ client })}
      />
    </>
  );
}
