import { useState } from 'react';
import type { ClientView } from '../../../contract/clients.ts';
import {
  FRONT_REBATE_FORMS,
  INVOICE_MODES,
  SUBJECT_KINDS,
  TERMS,
  VERIFICATIONS,
} from '../../../domain/parties/types.ts';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { today } from './days.ts';
import { useDraft } from './draft.ts';
import { ChoiceField, DayField, type FieldFinding, TextField } from './field.tsx';
import { AccountRows, AliasRows, Group } from './form-groups.tsx';
import {
  type ClientDraft,
  type ClientFormInput,
  type DraftField,
  draftOf,
  EMPTY_DRAFT,
  fieldOfRefusal,
  findingsOf,
  formOf,
  onlySubject,
} from './form-values.ts';
import { SidePanel } from './side-panel.tsx';
import { useCommand } from './use-command.ts';
import { choices, useFormFault } from './words.ts';

/** 新建客户, or 修改客户 of the one given. What is typed stays when the panel is closed. */
export function ClientForm(props: {
  bookId: string;
  client: ClientView | null;
  close(): void;
  done(code: string): void;
}) {
  const { t } = useTexts();
  const notify = useNotify();
  const sentence = useFormFault();
  const { bookId, client } = props;
  const [start] = useState(() => (client ? draftOf(client, today()) : EMPTY_DRAFT));
  const { draft, change, forget } = useDraft<ClientDraft>(
    `client ${bookId} ${client?.code ?? ''}`,
    () => start,
  );
  const command = useCommand<{ form: ClientFormInput }, { code: string }>(input =>
    keep(client, draft, input),
  );
  const { fault, busy } = command;
  const form = formOf(draft, start);
  const findings = findingsOf(draft);
  const faultField = fieldOfRefusal(refusalIn(fault), draft);
  const findingOf = (field: DraftField): FieldFinding | null => {
    if (faultField === field) return { severity: 'error', text: sentence(fault)! };
    const found = findings.get(field);
    return found ? { severity: found.severity, text: t(found.code, found.params) } : null;
  };
  const isSound = ![...findings.values()].some(({ severity }) => severity === 'error');
  const name = draft.name.trim();
  const submit = async () => {
    const kept = await command.send({ form });
    if (!kept) return;
    forget();
    notify.success(client ? 'screens.clients.changed' : 'screens.clients.created', { name, code: kept.code });
    props.done(kept.code);
  };
  const set = (patch: Partial<ClientDraft>) => {
    command.clear();
    change({ ...draft, ...patch });
  };
  const view = { draft, set, findingOf, client };
  return (
    <SidePanel
      wide
      title={client ? t('screens.clients.change_of', { name: client.name }) : t('screens.clients.new')}
      close={props.close}
      submit={() => void submit()}
      act={actOf(t, client, draft, form)}
      ready={name !== '' && isSound && (client === null || Object.keys(form).length > 0)}
      busy={busy}
      fault={fault && faultField === null ? sentence(fault) : null}
    >
      <BasicGroup {...view} />
      <SubjectGroup {...view} />
      <NamesGroup {...view} />
      <ManagerGroup {...view} />
      <AccountsGroup {...view} />
      <TermsGroup {...view} />
    </SidePanel>
  );
}

type Say = ReturnType<typeof useTexts>['t'];

function actOf(t: Say, client: ClientView | null, draft: ClientDraft, form: ClientFormInput): string {
  const accounts = form.accounts?.length ?? 0;
  if (client === null)
    return accounts > 0 ? t('screens.clients.create_with', { accounts }) : t('screens.clients.create_do');
  return draft.name.trim() !== client.name ? t('screens.clients.rename_do') : t('screens.clients.change_do');
}

function keep(
  client: ClientView | null,
  { code, name }: ClientDraft,
  { key, form }: { key: string; form: ClientFormInput },
): Promise<{ code: string }> {
  if (client) return desk.clients.change({ key, code: client.code, form });
  const wanted = code.trim() === '' ? {} : { code: code.trim() };
  return desk.clients.create({ key, form: { ...form, ...wanted, name: name.trim() } });
}

interface View {
  draft: ClientDraft;
  client: ClientView | null;
  set(patch: Partial<ClientDraft>): void;
  findingOf(field: DraftField): FieldFinding | null;
}

function BasicGroup({ draft, set, findingOf, client }: View) {
  const { t } = useTexts();
  return (
    <Group title={t('screens.clients.group.basic')} open>
      <TextField
        name={t('screens.clients.name')}
        value={draft.name}
        finding={findingOf('name')}
        hint={t('screens.clients.hint.name')}
        change={name => set({ name })}
      />
      {client === null ? (
        <TextField
          figures
          name={t('screens.clients.code')}
          value={draft.code}
          finding={findingOf('code')}
          hint={t('screens.clients.hint.code')}
          change={code => set({ code })}
        />
      ) : null}
      <TextField
        name={t('screens.clients.note')}
        most={2000}
        value={draft.note}
        change={note => set({ note })}
      />
    </Group>
  );
}

function SubjectGroup({ draft, set, findingOf, client }: View) {
  const { t } = useTexts();
  const only = client ? onlySubject(client) : null;
  const several = client !== null && client.subjects.length > 1;
  const isFixed = only !== null && only.paperNo !== '' && draft.subjectName === only.name;
  const chosen = (subjectName: string) => {
    const known = client?.subjects.find(({ name }) => name === subjectName);
    const values = known ? { subjectKind: known.kind, verification: known.verification } : {};
    set({ subjectName, ...values });
  };
  return (
    <Group title={t('screens.clients.group.subject')} open={!several}>
      <TextField
        name={t('screens.clients.subject_name')}
        value={draft.subjectName}
        finding={findingOf('subjectName')}
        hint={t(several ? 'screens.clients.hint.subject_several' : 'screens.clients.hint.subject')}
        change={chosen}
      />
      <div className="clients-pair">
        <ChoiceField
          name={t('screens.clients.subject_kind')}
          value={draft.subjectKind}
          options={choices(SUBJECT_KINDS, 'kind', t)}
          change={subjectKind => set({ subjectKind })}
        />
        <ChoiceField
          name={t('screens.clients.verification')}
          value={draft.verification}
          options={choices(VERIFICATIONS, 'verification', t)}
          change={verification => set({ verification })}
        />
      </div>
      <TextField
        figures
        most={40}
        name={t(`screens.clients.paper.${draft.subjectKind}`)}
        value={draft.paperNo}
        disabled={isFixed}
        finding={findingOf('paperNo')}
        hint={t(isFixed ? 'screens.clients.hint.paper_fixed' : 'screens.clients.hint.paper')}
        change={paperNo => set({ paperNo })}
      />
    </Group>
  );
}

function NamesGroup({ draft, set, findingOf, client }: View) {
  const { t } = useTexts();
  const held = client?.aliases.length ?? 0;
  return (
    <Group
      title={t('screens.clients.group.names')}
      about={held > 0 ? t('screens.clients.held_aliases', { count: held }) : undefined}
      open={draft.aliases.length > 0}
      forced={findingOf('aliases') !== null}
    >
      <AliasRows aliases={draft.aliases} findingOf={findingOf} change={aliases => set({ aliases })} />
    </Group>
  );
}

function ManagerGroup({ draft, set, findingOf }: View) {
  const { t } = useTexts();
  const findings = (['manager', 'managerFrom'] as const).map(findingOf);
  return (
    <Group
      title={t('screens.clients.group.manager')}
      about={draft.manager}
      open={draft.manager !== ''}
      forced={findings.some(each => each?.severity === 'error')}
    >
      <div className="clients-pair">
        <TextField
          name={t('screens.clients.manager')}
          value={draft.manager}
          finding={findingOf('manager')}
          change={manager => set({ manager })}
        />
        <DayField
          name={t('screens.clients.manager_from')}
          value={draft.managerFrom}
          finding={findingOf('managerFrom')}
          placeholder={today()}
          change={managerFrom => set({ managerFrom })}
        />
      </div>
      <TextField
        name={t('screens.clients.assistants')}
        value={draft.assistants}
        hint={t('screens.clients.hint.assistants')}
        change={assistants => set({ assistants })}
      />
    </Group>
  );
}

function AccountsGroup({ draft, set, findingOf, client }: View) {
  const { t } = useTexts();
  const held = client?.accounts.length ?? 0;
  return (
    <Group
      title={t('screens.clients.group.accounts')}
      about={held > 0 ? t('screens.clients.held_accounts', { count: held }) : undefined}
      open={draft.accounts.length > 0}
      forced={findingOf('accounts') !== null}
    >
      <AccountRows draft={draft} findingOf={findingOf} set={set} />
    </Group>
  );
}

function TermsGroup({ draft, set, findingOf }: View) {
  const { t } = useTexts();
  return (
    <Group
      title={t('screens.clients.group.terms')}
      about={[t(`screens.clients.terms.${draft.terms}`), draft.rebate].filter(Boolean).join(' · ')}
      forced={(['creditDays', 'rebate'] as const).some(field => findingOf(field)?.severity === 'error')}
    >
      <div className="clients-pair">
        <ChoiceField
          name={t('screens.clients.terms')}
          value={draft.terms}
          options={choices(TERMS, 'terms', t)}
          change={terms => set({ terms })}
        />
        <TextField
          figures
          most={4}
          name={t('screens.clients.credit_days')}
          value={draft.creditDays}
          suffix={t('screens.clients.days')}
          disabled={draft.terms === 'prepaid' && draft.creditDays === ''}
          finding={findingOf('creditDays')}
          change={creditDays => set({ creditDays })}
        />
      </div>
      <div className="clients-pair">
        <TextField
          figures
          most={10}
          name={t('screens.clients.rebate')}
          value={draft.rebate}
          placeholder="3%"
          finding={findingOf('rebate')}
          change={rebate => set({ rebate })}
        />
        <ChoiceField
          name={t('screens.clients.rebate_form')}
          value={draft.rebateForm}
          options={choices(FRONT_REBATE_FORMS, 'rebate', t)}
          change={rebateForm => set({ rebateForm })}
        />
      </div>
      <ChoiceField
        name={t('screens.clients.invoice_mode')}
        value={draft.invoiceMode}
        options={choices(INVOICE_MODES, 'mode', t)}
        change={invoiceMode => set({ invoiceMode })}
      />
      <TextField
        name={t('screens.clients.contract_subject')}
        value={draft.contractSubject}
        hint={t('screens.clients.hint.contract_subject')}
        change={contractSubject => set({ contractSubject })}
      />
    </Group>
  );
}
