import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { type FormEvent, useId } from 'react';
import { Link } from 'react-router';
import type { ClientView } from '../../../contract/clients.ts';
import type { OpenReceiptView } from '../../../contract/imports.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { clientPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { ClientPicker } from './client-picker.tsx';
import {
  CLAIM_KINDS,
  type ClaimDraft,
  claimOf,
  type DraftPart,
  faultsOf,
  firstDraft,
  leftFen,
  payerStanding,
  splitDraft,
} from './draft.ts';
import { WaitingHead } from './waiting-head.tsx';

interface Props {
  receipt: OpenReceiptView;
  draft: ClaimDraft;
  change(draft: ClaimDraft): void;
  clients: ReadonlyMap<number, ClientView>;
  busy: boolean;
  error: unknown;
  claim(): void;
}

/** The receipt in hand: what speaks for whom, and whose money it is to be. */
export function ReceiptPanel(props: Props) {
  const { t, refusal } = useTexts();
  const { receipt, draft, clients } = props;
  const ready = claimOf(receipt.openFen, draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) props.claim();
  };
  return (
    <form className="claims-form" onSubmit={submit}>
      <WaitingHead row={receipt} />
      <Suggestions {...props} />
      <Parts {...props} />
      <Payer receipt={receipt} draft={draft} clients={clients} />
      {mayLearn(receipt, draft, clients) ? (
        <Checkbox
          checked={draft.learn}
          onChange={event => props.change({ ...draft, learn: event.target.checked })}
        >
          {t('screens.claims.learn', { payer: receipt.party })}
        </Checkbox>
      ) : null}
      {props.error ? (
        <p className="claims-fault" role="alert">
          {refusal(props.error)}
        </p>
      ) : null}
      <ClaimButton {...props} />
    </form>
  );
}

/** A payer that the client is not known by can be remembered, where all of the money is that client's. */
function mayLearn({ party }: OpenReceiptView, { parts }: ClaimDraft, clients: Props['clients']): boolean {
  const [only, second] = parts;
  if (!only || second || party === '') return false;
  const client = only.client === null ? undefined : clients.get(only.client);
  return client !== undefined && payerStanding(party, client) === 'other';
}

function Suggestions({ receipt, draft, change, clients }: Props) {
  const { t } = useTexts();
  if (receipt.suggestions.length === 0) return <p className="side-note">{t('screens.claims.no_hint')}</p>;
  return (
    <section className="side-section">
      <h2>{t('screens.claims.hints')}</h2>
      <ol className="claims-hints">
        {receipt.suggestions.map(({ client, evidence }, nth) => (
          <li key={client}>
            <button
              type="button"
              aria-pressed={draft.parts.length === 1 && draft.parts[0]!.client === client}
              onClick={() => change({ ...firstDraft(receipt, nth), learn: draft.learn })}
            >
              <kbd>{nth + 1}</kbd>
              <b>{clients.get(client)?.name ?? client}</b>
              <span>
                {evidence.map(({ code, text }) => t(`imports.evidence.${code}`, { text })).join('；')}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Parts({ receipt, draft, change, clients }: Props) {
  const { t } = useTexts();
  const faults = faultsOf(draft);
  const left = leftFen(receipt.openFen, draft);
  const put = (at: number, part: Partial<DraftPart>) =>
    change({ ...draft, parts: draft.parts.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  return (
    <section className="side-section">
      <h2>{t('screens.claims.whose')}</h2>
      <ul className="claims-parts">
        {draft.parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
          <li key={at}>
            <ClientPicker
              value={part.client}
              chosen={part.client === null ? undefined : clients.get(part.client)}
              label={t('screens.claims.client_of', { part: at + 1 })}
              choose={client => put(at, { client })}
            />
            <Select
              value={part.as}
              className="claims-kind"
              aria-label={t('screens.claims.as_of', { part: at + 1 })}
              options={CLAIM_KINDS.map(value => ({ value, label: t(`screens.claims.as.${value}`) }))}
              onChange={as => put(at, { as })}
            />
            <Input
              className="claims-amount figures"
              value={part.amount}
              status={faults[at] === 'amount' ? 'error' : undefined}
              inputMode="decimal"
              prefix="¥"
              aria-label={t('screens.claims.amount_of', { part: at + 1 })}
              onChange={event => put(at, { amount: event.target.value })}
            />
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined aria-hidden />}
              disabled={draft.parts.length === 1}
              aria-label={t('screens.claims.drop_part', { part: at + 1 })}
              onClick={() => change({ ...draft, parts: draft.parts.filter((_, i) => i !== at) })}
            />
          </li>
        ))}
      </ul>
      <div className="claims-left">
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => change(splitDraft(receipt.openFen, draft))}
        >
          {t('screens.claims.split')}
        </Button>
        <span className={left < 0 ? 'figures claims-fault' : 'figures'} role="status">
          {left < 0
            ? t('screens.claims.too_much', { amount: showFen(-left) })
            : t('screens.claims.left', { amount: showFen(left) })}
        </span>
      </div>
    </section>
  );
}

/** 代付: said before the claim, so that the paper is asked for in time. */
function Payer({ receipt, draft, clients }: Pick<Props, 'receipt' | 'draft' | 'clients'>) {
  const { t } = useTexts();
  const others = draft.parts.flatMap(({ client }) => {
    const known = client === null ? undefined : clients.get(client);
    const standing = known ? payerStanding(receipt.party, known) : 'own';
    return known && standing !== 'own' ? [{ known, standing }] : [];
  });
  return others.map(({ known, standing }) => (
    <p key={known.id} className="claims-warning">
      <Chip tone="warning" word={t('screens.claims.payer')} />{' '}
      {t(`screens.claims.payer.${standing}`, { payer: receipt.party, client: known.name })}{' '}
      <Link className="line-link" to={clientPath(known.code)}>
        {t('screens.claims.open_client')}
      </Link>
    </p>
  ));
}

function ClaimButton({ receipt, draft, clients, busy }: Props) {
  const { t } = useTexts();
  const id = useId();
  const ready = claimOf(receipt.openFen, draft);
  const fault = faultsOf(draft).find(each => each !== null);
  const sumFen = ready?.parts.reduce((sum, { amountFen }) => sum + amountFen, 0) ?? 0;
  const names = [...new Set(ready?.parts.map(({ client }) => clients.get(client)?.name ?? String(client)))];
  const code = names.length > 1 ? 'screens.claims.claim_many' : 'screens.claims.claim';
  return (
    <div className="claims-do">
      <Offered needs={['imports/claim']}>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={busy} aria-describedby={id}>
          {ready
            ? t(code, { amount: showFen(sumFen), client: names[0] ?? '', count: names.length })
            : t('screens.claims.claim_not_yet')}
        </Button>
      </Offered>
      <span id={id} className="muted">
        {ready ? '' : t(`screens.claims.fault.${fault ?? 'sum'}`)}
      </span>
    </div>
  );
}
