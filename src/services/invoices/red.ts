import { beijingDay } from '../../domain/calendar/days.ts';
import { splitBy } from '../../domain/invoices/cover.ts';
import {
  blueRest,
  CONFIRMATION_STATES,
  type ConfirmationState,
  firstState,
  lapsesAtMs,
  mayIssueRed,
  type RedReason,
  stateAt,
  stepForm,
} from '../../domain/invoices/red.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { formById, formsOf, insertForm, type StoredForm, updateForm } from '../../store/invoice-requests.ts';
import { invoiceById, redOf, type StoredInvoice } from '../../store/invoices.ts';
import { type InvoiceCaller, invoiceSeen, rulesAt, type WithRules } from './caller.ts';
import { numberOf } from './issue.ts';
import { faceOf, register } from './register.ts';

const DEAD: ReadonlySet<ConfirmationState> = new Set([
  ...(['buyer_denied', 'seller_denied', 'lapsed', 'withdrawn', 'withdrawn_confirmed'] as const),
]);

/** The form with its state at a moment, and when it lapses. */
export function formAt(form: StoredForm, nowMs: number, rules: Rules) {
  const entered = { state: form.state, enteredAtMs: Date.parse(form.enteredAt) };
  return { state: stateAt(entered, nowMs, rules), lapsesMs: lapsesAtMs(entered, rules) };
}

/** Steps that a form allows at a moment; the lapse comes by itself. */
export function nextOf(form: StoredForm, nowMs: number, rules: Rules): ConfirmationState[] {
  if (form.red !== null) return [];
  const entered = { state: form.state, enteredAtMs: Date.parse(form.enteredAt) };
  return CONFIRMATION_STATES.filter(to => {
    if (to === 'lapsed') return false;
    try {
      stepForm(entered, to, nowMs, rules);
      return true;
    } catch {
      return false;
    }
  });
}

/** What red letters and forms that still stand leave of a blue invoice, in 分. */
export function redRoom(connection: Connection, blue: StoredInvoice, nowMs: number, rules: Rules) {
  const red = redOf(connection, blue.id);
  const asked = formsOf(connection, blue.id).filter(
    form => form.red === null && !DEAD.has(formAt(form, nowMs, rules).state),
  );
  const sum = (of: (form: StoredForm) => number) => asked.reduce((all, form) => all + of(form), 0);
  return {
    restFen: blueRest({
      ...{ netFen: blue.netFen as Fen, taxFen: blue.taxFen as Fen },
      ...{ redNetFen: red.netFen as Fen, redTaxFen: red.taxFen as Fen },
    }),
    netFen: blue.netFen - red.netFen - sum(form => form.netFen),
    taxFen: blue.taxFen - red.taxFen - sum(form => form.taxFen),
  };
}

export interface EnteredForm {
  blue: number;
  reason: RedReason;
  by: 'seller' | 'buyer';
  isUsed: boolean;
  grossFen: number;
  formNo?: string | undefined;
}

/**
 * Enters a 红字确认单 over all or a part of a blue invoice; net and tax in the proportion of the invoice. Refuses
 * `invoices.red_of_red`, `invoices.red_of_void`, `invoices.red_above_blue` (forms that stand count too).
 */
export function enterForm(
  connection: Connection,
  caller: InvoiceCaller,
  { rules, ...entered }: WithRules & EnteredForm,
): Promise<{ form: number; state: ConfirmationState }> {
  const { actor, key, at, scope } = caller;
  return command(connection, { actor, key, at, procedure: 'invoices.enterForm', input: entered }, tx => {
    const blue = invoiceSeen(tx.connection, scope, entered.blue);
    const number = blue.numberText;
    if (blue.blue !== null) throw new Refusal('invoices.red_of_red', { number });
    if (blue.state === 'void') throw new Refusal('invoices.red_of_void', { number });
    const room = redRoom(tx.connection, blue, Date.parse(at), rulesAt({ rules }, beijingDay(at)));
    const { grossFen } = entered;
    const leftFen = room.netFen + room.taxFen;
    if (grossFen > leftFen)
      throw new Refusal('invoices.red_above_blue', {
        number,
        redFen: grossFen,
        restFen: Math.max(0, leftFen),
      });
    // All that is left is taken as it stands; a part is split like the invoice itself.
    const [netFen = 0, taxFen = 0] =
      grossFen === leftFen ? [room.netFen, room.taxFen] : splitBy(grossFen, [blue.netFen, blue.taxFen]);
    const state = firstState(entered.isUsed, entered.by);
    const { reason, by, formNo = null } = entered;
    const form = insertForm(tx, { formNo, blue: blue.id, reason, by, netFen, taxFen, state, enteredAt: at });
    return { form, state };
  });
}

/** A form. Refuses `invoices.form_missing`. */
function formOf(connection: Connection, id: number): StoredForm {
  const form = formById(connection, id);
  if (!form) throw new Refusal('invoices.form_missing', { form: id });
  return form;
}

/** A step of a form; what was not confirmed within 72 hours has lapsed. Refuses `invoices.confirmation_step`. */
export function stepRedForm(
  connection: Connection,
  caller: InvoiceCaller,
  { rules, form: id, to }: WithRules & { form: number; to: ConfirmationState },
): Promise<{ form: number; state: ConfirmationState }> {
  const { actor, key, at } = caller;
  return command(
    connection,
    { actor, key, at, procedure: 'invoices.stepForm', input: { form: id, to } },
    tx => {
      const form = formOf(tx.connection, id);
      if (form.red !== null) throw new Refusal('invoices.confirmation_step', { from: form.state, to });
      const entered = { state: form.state, enteredAtMs: Date.parse(form.enteredAt) };
      const { state } = stepForm(entered, to, Date.parse(at), rulesAt({ rules }, beijingDay(at)));
      updateForm(tx, id, { state });
      return { form: id, state };
    },
  );
}

/**
 * Registers the red letter of a confirmed form (T5; of the platform T6). Refuses `invoices.form_not_ready` where it is not
 * confirmed or has lapsed, `invoices.form_used`, and what `register` refuses.
 */
export function issueRed(
  connection: Connection,
  caller: InvoiceCaller,
  { rules, form: id, ...issued }: WithRules & { form: number; number: string; date: string },
): Promise<{ invoice: number; batch: number | null }> {
  const { actor, key, at } = caller;
  const input = { form: id, ...issued };
  return command(connection, { actor, key, at, procedure: 'invoices.issueRed', input }, tx => {
    const form = formOf(tx.connection, id);
    if (form.red !== null) throw new Refusal('invoices.form_used', { form: form.formNo ?? id });
    const { state } = formAt(form, Date.parse(at), rulesAt({ rules }, beijingDay(at)));
    if (!mayIssueRed(state)) throw new Refusal('invoices.form_not_ready', { form: form.formNo ?? id });
    const blue = invoiceById(tx.connection, form.blue)!;
    const { seller, buyer, number } = faceOf(blue);
    const [netFen, taxFen] = [0 - form.netFen, 0 - form.taxFen];
    const { invoice, batch, as } = register(
      tx,
      {
        ...{ number: numberOf(issued.number), kind: blue.kind, date: issued.date, netFen, taxFen },
        ...{ grossFen: netFen + taxFen, seller, buyer, lines: [], remark: '', findings: [] },
        ...{ direction: blue.direction, client: blue.client, subject: blue.subject, supplier: blue.supplier },
        ...{ agreement: blue.agreement, matchState: blue.matchState, request: null },
        red: { blue: number!, formNo: form.formNo, reason: form.reason },
      },
      { rules },
    );
    if (as === 'known') throw new Refusal('invoices.duplicate_number', { number: issued.number });
    updateForm(tx, id, { red: invoice });
    return { invoice, batch };
  });
}
