import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { SPEND_BASES } from '../../../domain/parties/types.ts';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, type FieldFinding, FieldNote } from './field.tsx';
import type { ClientDraft, DraftField } from './form-values.ts';
import { accountKinds, aliasKinds, choices, funders } from './words.ts';

/** A folded group of fields; `forced` holds it open while something in it needs a look. */
export function Group(props: {
  title: string;
  about?: string;
  /** Whether it stands open at first. */
  open?: boolean;
  forced?: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(props.open ?? false);
  const shown = open || props.forced === true;
  return (
    <details
      className="clients-group"
      open={shown}
      onToggle={event => setOpen((event.target as HTMLDetailsElement).open)}
    >
      <summary>
        {props.title}
        {!shown && props.about ? <span className="muted">{props.about}</span> : null}
      </summary>
      {props.children}
    </details>
  );
}

type Rows<T> = { findingOf(field: DraftField): FieldFinding | null; change(rows: T[]): void };

/** Other names to be added, a row each. */
export function AliasRows({
  aliases,
  findingOf,
  change,
}: { aliases: ClientDraft['aliases'] } & Rows<ClientDraft['aliases'][number]>) {
  const { t } = useTexts();
  const put = (at: number, patch: Partial<ClientDraft['aliases'][number]>) =>
    change(aliases.with(at, { ...aliases[at]!, ...patch }));
  return (
    <>
      {aliases.map((alias, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are typed
        <div key={at} className="clients-row">
          <div className="clients-row-line">
            <Select
              className="clients-row-kind"
              value={alias.kind}
              aria-label={t('screens.clients.alias_kind')}
              options={aliasKinds(t)}
              onChange={kind => put(at, { kind })}
            />
            <Input
              value={alias.name}
              maxLength={100}
              aria-label={t('screens.clients.alias')}
              autoFocus={alias.name === '' && at === aliases.length - 1}
              onChange={event => put(at, { name: event.target.value })}
            />
            <RemoveRow remove={() => change(aliases.toSpliced(at, 1))} />
          </div>
          <FieldNote finding={findingOf(`aliases.${at}`)} />
        </div>
      ))}
      <FieldNoteOfAll finding={findingOf('aliases')} />
      <AddRow
        name={t('screens.clients.add_alias')}
        add={() => change([...aliases, { kind: aliases.at(-1)?.kind ?? 'payer', name: '' }])}
      />
    </>
  );
}

/** Platform accounts to be added, a row each, and what holds for all of them. */
export function AccountRows(props: {
  draft: ClientDraft;
  findingOf(field: DraftField): FieldFinding | null;
  set(patch: Partial<ClientDraft>): void;
}) {
  const { t } = useTexts();
  const { draft, findingOf, set } = props;
  const { accounts } = draft;
  const put = (at: number, patch: Partial<ClientDraft['accounts'][number]>) =>
    set({ accounts: accounts.with(at, { ...accounts[at]!, ...patch }) });
  return (
    <>
      {accounts.map((account, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are typed
        <div key={at} className="clients-row">
          <div className="clients-row-line">
            <Select
              className="clients-row-kind"
              value={account.kind}
              aria-label={t('screens.clients.account_kind')}
              options={accountKinds(t)}
              onChange={kind => put(at, { kind })}
            />
            <Input
              className="figures"
              value={account.id}
              maxLength={64}
              placeholder={t(`screens.clients.account_id.${account.kind}`)}
              aria-label={t('screens.clients.account_id')}
              autoFocus={account.id === '' && at === accounts.length - 1}
              onChange={event => put(at, { id: event.target.value })}
            />
            <RemoveRow remove={() => set({ accounts: accounts.toSpliced(at, 1) })} />
          </div>
          <Input
            value={account.name}
            maxLength={100}
            placeholder={t('screens.clients.account_name')}
            aria-label={t('screens.clients.account_name')}
            onChange={event => put(at, { name: event.target.value })}
          />
          <FieldNote finding={findingOf(`accounts.${at}`)} />
        </div>
      ))}
      <FieldNoteOfAll finding={findingOf('accounts')} />
      <AddRow
        name={t('screens.clients.add_account')}
        add={() => set({ accounts: [...accounts, { kind: 'qianchuan', id: '', name: '' }] })}
      />
      {accounts.length > 0 ? (
        <div className="clients-pair">
          <ChoiceField
            name={t('screens.clients.funder')}
            value={draft.funder}
            options={funders(t)}
            change={funder => set({ funder })}
          />
          <ChoiceField
            name={t('screens.clients.spend_basis')}
            value={draft.spendBasis}
            options={[
              { value: '', label: t('screens.clients.basis.usual') },
              ...choices(SPEND_BASES, 'basis', t),
            ]}
            change={spendBasis => set({ spendBasis })}
          />
        </div>
      ) : null}
    </>
  );
}

function FieldNoteOfAll({ finding }: { finding: FieldFinding | null }) {
  return finding ? <FieldNote finding={finding} /> : null;
}

function AddRow({ name, add }: { name: string; add(): void }) {
  return (
    <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>
      {name}
    </Button>
  );
}

function RemoveRow({ remove }: { remove(): void }) {
  const { t } = useTexts();
  return (
    <Button
      type="text"
      size="small"
      icon={<CloseOutlined aria-hidden />}
      aria-label={t('screens.clients.remove_row')}
      onClick={remove}
    />
  );
}
