import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import type {
  ApplicationFormFacts,
  ApplicationView,
  ApplicationForm as Form,
} from '../../../contract/applications.ts';
import { APPLICATION_KINDS } from '../../../domain/applications/states.ts';
import { percentOfPpm } from '../../../domain/policies/words.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ClientPicker } from '../claims/client-picker.tsx';
import { Field, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import {
  type ApplicationDraft,
  amountsOf,
  draftAgain,
  EMPTY_APPLICATION,
  EMPTY_LINE,
  formOf,
  type LineDraft,
  namesAccounts,
  typedFen,
} from './draft.ts';

interface Sent {
  id?: number;
  form: Form;
}

/**
 * A new application, or a kept draft: what for, for whom, which accounts, how much; what is known of the client stands
 * beside it.
 */
export function ApplicationForm({
  of,
  close,
  done,
}: {
  /** The draft that is edited. */
  of?: ApplicationView;
  close(): void;
  done(application: number): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [draft, setDraft] = useState<ApplicationDraft>(() => (of ? draftAgain(of) : EMPTY_APPLICATION));
  const facts = useQuery({
    queryKey: ['book', 'applications', 'facts', draft.client],
    queryFn: () => desk.applications.formFacts({ client: draft.client! }),
    enabled: draft.client !== null,
  }).data;
  const draftOf = of ? { id: of.id } : {};
  const apply = useCommand<Sent, { application: number; no: string }>(input =>
    desk.applications.apply(input),
  );
  const keep = useCommand<Sent, { application: number; no: string }>(input => desk.applications.keep(input));
  const set = (patch: Partial<ApplicationDraft>) => {
    apply.clear();
    setDraft({ ...draft, ...patch });
  };
  const form = formOf(draft);
  const send = async (command: typeof apply, word: string) => {
    const answer = form && (await command.send({ ...draftOf, form }));
    if (!answer) return;
    notify.success(word, { no: answer.no });
    done(answer.application);
  };
  const fault = apply.fault ?? keep.fault;
  const setLine = (at: number, patch: Partial<LineDraft>) =>
    set({ lines: draft.lines.map((line, nth) => (nth === at ? { ...line, ...patch } : line)) });
  const isMany = draft.kind === 'recharge' || draft.kind === 'transfer';
  return (
    <SidePanel
      wide
      title={of ? t('screens.applications.edit_of', { no: of.no }) : t('screens.applications.new')}
      close={close}
      submit={() => void send(apply, 'screens.applications.applied')}
      act={t('screens.applications.apply', { amount: showFen(typedFen(draft)) })}
      ready={form !== null}
      busy={apply.busy}
      fault={fault ? refusal(fault) : null}
      needs={['applications/apply']}
      note={
        <Button
          size="small"
          disabled={form === null}
          loading={keep.busy}
          onClick={() => void send(keep, 'screens.applications.kept')}
        >
          {t('screens.applications.keep')}
        </Button>
      }
    >
      <Segmented
        aria-label={t('screens.applications.kind')}
        value={draft.kind}
        options={APPLICATION_KINDS.map(value => ({ value, label: t(`applications.kind.${value}`) }))}
        onChange={kind => set({ kind, lines: [EMPTY_LINE] })}
      />
      <Field name={t('screens.applications.client')}>
        {id => (
          <ClientPicker
            id={id}
            value={draft.client}
            chosen={of ? { id: of.client, name: of.clientName, code: of.clientCode ?? '' } : undefined}
            label={t('screens.applications.client')}
            choose={client => set({ client, lines: [EMPTY_LINE] })}
          />
        )}
      </Field>
      {facts ? <Standing facts={facts} draft={draft} /> : null}
      {draft.kind === 'recharge' ? (
        <div className="applications-choices">
          <Segmented
            aria-label={t('screens.applications.funding')}
            value={draft.funding}
            options={(['balance', 'advance'] as const).map(value => ({
              value,
              label: t(`screens.applications.funding.${value}`),
            }))}
            onChange={funding => set({ funding })}
          />
          <Segmented
            aria-label={t('screens.applications.route')}
            value={draft.route}
            options={(['online', 'corporate'] as const).map(value => ({
              value,
              label: t(`recharges.route.${value}`),
            }))}
            onChange={route => set({ route })}
          />
        </div>
      ) : null}
      {draft.kind === 'recharge' && facts ? <Route facts={facts} route={draft.route} /> : null}
      {draft.kind === 'transfer' ? (
        <Segmented
          aria-label={t('screens.applications.to')}
          value={draft.toClient ? 'client' : 'account'}
          options={(['account', 'client'] as const).map(value => ({
            value,
            label: t(`screens.applications.to.${value}`),
          }))}
          onChange={value => set({ toClient: value === 'client', lines: [EMPTY_LINE] })}
        />
      ) : null}
      <fieldset className="applications-lines">
        <legend>{t('screens.applications.lines')}</legend>
        {draft.lines.map((line, at) => (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own, and none moves
            key={at}
            draft={draft}
            line={line}
            facts={facts}
            set={patch => setLine(at, patch)}
            drop={
              draft.lines.length > 1 ? () => set({ lines: draft.lines.filter((_, nth) => nth !== at) }) : null
            }
          />
        ))}
        {isMany ? (
          <Button
            size="small"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => set({ lines: [...draft.lines, EMPTY_LINE] })}
          >
            {t('screens.applications.add_line')}
          </Button>
        ) : null}
      </fieldset>
      {draft.kind === 'invoice' ? (
        <TextField
          name={t('screens.applications.invoice_title')}
          value={draft.title}
          change={title => set({ title })}
        />
      ) : null}
      {draft.kind === 'transfer' && draft.toClient ? (
        <TextField
          name={t('screens.applications.agreement')}
          value={draft.agreement}
          change={agreement => set({ agreement })}
        />
      ) : null}
      <TextField
        name={t('screens.applications.note')}
        value={draft.note}
        most={500}
        change={note => set({ note })}
      />
      <Checkbox checked={draft.urgent} onChange={({ target }) => set({ urgent: target.checked })}>
        {t('screens.applications.urgent_mark')}
      </Checkbox>
    </SidePanel>
  );
}

/** Free funds, ceiling and what is overdue of the client. */
function Standing({ facts, draft }: { facts: ApplicationFormFacts; draft: ApplicationDraft }) {
  const { t } = useTexts();
  const { freeFen, term, overdue } = facts;
  const roomFen = draft.funding === 'advance' || draft.kind === 'advance' ? (term?.roomFen ?? 0) : freeFen;
  const isShort = draft.kind !== 'invoice' && typedFen(draft) > roomFen;
  return (
    <dl className="applications-facts">
      <dt>{t('screens.applications.free')}</dt>
      <dd className="figures">{showFen(freeFen)}</dd>
      <dt>{t('screens.applications.ceiling_room')}</dt>
      <dd className="figures">
        {term ? `${showFen(term.roomFen)} / ${showFen(term.ceilingFen)}` : t('screens.applications.no_term')}
      </dd>
      {overdue ? (
        <>
          <dt>{t('screens.applications.overdue')}</dt>
          <dd className="figures applications-bad">
            {t('screens.applications.overdue_of', { amount: showFen(overdue.amountFen), days: overdue.days })}
          </dd>
        </>
      ) : null}
      {isShort ? (
        <>
          <dt>{t('screens.applications.short')}</dt>
          <dd className="figures applications-bad">{showFen(typedFen(draft) - roomFen)}</dd>
        </>
      ) : null}
    </dl>
  );
}

/** Where a recharge is done (ACC-3), as the rulebook of the day says it. */
function Route({ facts, route }: { facts: ApplicationFormFacts; route: ApplicationDraft['route'] }) {
  const { language } = useTexts();
  const row = facts.routes.find(
    ({ act }) => act === (route === 'online' ? 'recharge' : 'corporate_transfer'),
  );
  if (!row) return null;
  return (
    <p className="applications-route">
      {row[language]} <span className="muted">{row.rule}</span>
    </p>
  );
}

function Line(props: {
  draft: ApplicationDraft;
  line: LineDraft;
  facts: ApplicationFormFacts | undefined;
  set(patch: Partial<LineDraft>): void;
  drop: (() => void) | null;
}) {
  const { t } = useTexts();
  const { draft, line, facts, set, drop } = props;
  const accounts = (facts?.accounts ?? []).map(({ id, name, platformId, mayRecharge, bannedOn }) => ({
    value: id,
    label: `${name === platformId ? '' : `${name} `}${platformId}${bannedOn === null ? '' : ` ${t('screens.applications.banned')}`}`,
    disabled: draft.kind === 'recharge' && !mayRecharge,
  }));
  const amounts = draft.kind === 'recharge' ? amountsOf(line, facts) : null;
  const terms = facts?.accounts.find(({ id }) => id === line.account)?.terms;
  const rate = terms?.cash ?? terms?.grant ?? null;
  return (
    <div className="applications-line">
      {namesAccounts(draft) ? (
        <Select
          className="applications-account"
          aria-label={t('screens.applications.account')}
          placeholder={t('screens.applications.account')}
          notFoundContent={t('screens.applications.no_account')}
          value={line.account}
          options={accounts}
          onChange={account => set({ account })}
        />
      ) : null}
      {draft.kind === 'transfer' && !draft.toClient ? (
        <Select
          className="applications-account"
          aria-label={t('screens.applications.to.account')}
          placeholder={t('screens.applications.to.account')}
          notFoundContent={t('screens.applications.no_account')}
          value={line.to}
          options={accounts.filter(({ value }) => value !== line.account)}
          onChange={to => set({ to })}
        />
      ) : null}
      {draft.kind === 'transfer' && draft.toClient ? (
        <ClientPicker
          value={line.to}
          chosen={undefined}
          label={t('screens.applications.to.client')}
          choose={to => set({ to })}
        />
      ) : null}
      <Input
        className="figures applications-amount"
        aria-label={t('screens.applications.amount')}
        placeholder={t('screens.applications.amount')}
        value={line.amount}
        onChange={({ target }) => set({ amount: target.value })}
      />
      {drop ? (
        <Button
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('screens.applications.drop_line')}
          onClick={drop}
        />
      ) : null}
      {amounts ? (
        <p className="applications-policy figures">
          {t('screens.applications.policy', {
            paid: showFen(amounts.paidFen),
            credited: showFen(amounts.creditedFen),
          })}
          {rate ? (
            <span className="muted">
              {' '}
              {t('screens.applications.rate', { rate: percentOfPpm(rate.ratePpm) })}
            </span>
          ) : null}
          {amounts.feeFen > 0 ? (
            <span className="muted">
              {' '}
              {t('screens.applications.fee', { amount: showFen(amounts.feeFen) })}
            </span>
          ) : null}
          {amounts.grantFen > 0 ? (
            <span className="muted">
              {' '}
              {t('screens.applications.grant', { amount: showFen(amounts.grantFen) })}
            </span>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
