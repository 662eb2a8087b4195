import { AutoComplete, Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import type { ClientView, PartyView } from '../../../contract/clients.ts';
import { useTexts } from '../../app/texts.ts';
import { ClientPicker } from './client-picker.tsx';
import { fieldsOf, type PartDraft, type PartField } from './part-draft.ts';
import { useParties } from './queries.ts';

interface Props {
  part: PartDraft;
  change(part: Partial<PartDraft>): void;
  clients: ReadonlyMap<number, ClientView>;
}

/** What a kind has to know, each field in a line of its own; those that may stay empty say so. */
export function PartFields(props: Props) {
  const { t } = useTexts();
  const { kind } = props.part;
  return fieldsOf(kind).map(({ field, needed }) => (
    <Line key={field} name={t(`screens.claims.field.${field}`)} optional={!needed}>
      {id => <Field {...props} field={field} id={id} />}
    </Line>
  ));
}

function Line(props: { name: string; optional: boolean; children(id: string): ReactNode }) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="claims-line">
      <label htmlFor={id}>
        {props.name}
        {props.optional ? <span className="muted"> {t('screens.claims.optional')}</span> : null}
      </label>
      {props.children(id)}
    </div>
  );
}

function Field({ part, change, clients, field, id }: Props & { field: PartField; id: string }) {
  const { t } = useTexts();
  switch (field) {
    case 'client':
      return (
        <ClientPicker
          id={id}
          value={part.client}
          chosen={part.client === null ? undefined : clients.get(part.client)}
          label={t('screens.claims.field.client')}
          choose={client => change({ client })}
        />
      );
    case 'account':
      return <AccountField {...{ part, change, clients, id }} />;
    case 'money':
      return <PartyField kind="money" id={id} value={part.money} choose={money => change({ money })} />;
    case 'employee':
      return (
        <PartyField kind="employee" id={id} value={part.employee} choose={employee => change({ employee })} />
      );
    case 'supplier':
      return (
        <PartyField kind="supplier" id={id} value={part.supplier} choose={supplier => change({ supplier })} />
      );
    case 'no':
      return <Input id={id} value={part.no} onChange={event => change({ no: event.target.value })} />;
    case 'category':
      return (
        <AutoComplete
          id={id}
          value={part.category}
          options={t('screens.claims.categories')
            .split('|')
            .map(value => ({ value }))}
          onChange={category => change({ category })}
        />
      );
    case 'creditedFen':
      return (
        <Input
          id={id}
          className="figures"
          inputMode="decimal"
          prefix="¥"
          value={part.credited}
          onChange={event => change({ credited: event.target.value })}
        />
      );
  }
}

/** Platform accounts of the clients; agency wallets for a payment into one. */
function AccountField({ part, change, clients, id }: Props & { id: string }) {
  const { t } = useTexts();
  const wallets = useParties('wallet');
  const options =
    part.kind === 'wallet'
      ? wallets.map(({ name, details }) => ({ value: String(details.platformId ?? ''), label: name }))
      : [...clients.values()].flatMap(({ name, archived, accounts }) =>
          archived ? [] : accounts.map(account => ({ value: account.id, label: `${name} ${account.id}` })),
        );
  return (
    <AutoComplete
      id={id}
      value={part.account}
      options={options}
      placeholder={t('screens.claims.account_hint')}
      showSearch={{ filterOption: (typed, option) => option?.label.includes(typed) ?? false }}
      onChange={account => change({ account })}
    />
  );
}

function PartyField(props: {
  kind: 'money' | 'employee' | 'supplier';
  id: string;
  value: number | null;
  choose(id: number): void;
}) {
  const { t } = useTexts();
  const parties = useParties(props.kind);
  const offered = parties.filter(({ id, archivedOn }) => archivedOn === null || id === props.value);
  return (
    <Select
      id={props.id}
      value={props.value}
      placeholder={t(`screens.claims.choose.${props.kind}`)}
      notFoundContent={t('screens.claims.party_none')}
      options={offered.map(optionOf)}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={value => {
        if (value !== null) props.choose(value);
      }}
    />
  );
}

function optionOf({ id, name }: PartyView): { value: number; label: string } {
  return { value: id, label: name };
}
