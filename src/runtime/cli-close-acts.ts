import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { itemWords } from '../domain/close/item-words.ts';
import { type Params, Refusal } from '../domain/refusal.ts';
import { renderText } from '../domain/text.ts';
import { verifyLedger } from '../services/books.ts';
import { checklistOf } from '../services/close.ts';
import type { ReportFormat } from '../services/reports/cells.ts';
import { clientId, type EnteredBook, withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';
import { closeReads, closeWrites, lastCopyDay } from './close-acts.ts';
import { today } from './implementer.ts';
import { cliCatalogue, cliLanguage } from './resources.ts';

interface Period {
  book: string;
  period: string;
  client?: string;
}

const say = (code: string, params: Params = {}) => renderText(cliCatalogue(), code, params);
const nameOf = (line: number) => say(`close.line.${line}`);
/** What to do about a line that is missing. */
const nextOf = (line: number) => say(`close.act.${line}`);

function callerOf({ actor }: EnteredBook) {
  return { caller: { actor, key: randomUUID(), at: new Date().toISOString() }, today: today() };
}

function whichOf(book: EnteredBook, { period, client }: Period) {
  return { month: period, client: clientId(book, client) ?? null };
}

function roomOf(line: CommandLine, book: EnteredBook) {
  const desk = { shelf: line.shelf, now: () => new Date(), newId: randomUUID, verify: verifyLedger };
  return { connection: book.connection, book, desk };
}

/** Closes a month; what is missing is told as an answer, with the exit code of a refusal. */
export function close(line: CommandLine, input: Period) {
  return withBook(line, input.book, async book => {
    const room = roomOf(line, book);
    const { closed, missing, seal, month } = await closeWrites['close/close'](room, {
      ...callerOf(book),
      ...whichOf(book, input),
    });
    const answer = { closed, period: month, client: input.client ?? null };
    if (closed) return { ...answer, seal };
    line.exitCode = 2;
    return {
      ...answer,
      missing: missing.map(each => ({ ...each, name: nameOf(each.line), next: nextOf(each.line) })),
    };
  });
}

export function reopen(line: CommandLine, input: Period & { reason: string }) {
  return withBook(line, input.book, async book => {
    const { reason } = input;
    const asked = { ...callerOf(book), ...whichOf(book, input), reason };
    const { month, superseded } = await closeWrites['close/reopen'](roomOf(line, book), asked);
    return { reopened: true, period: month, client: input.client ?? null, superseded };
  });
}

export function checklist(line: CommandLine, input: Period) {
  return withBook(
    line,
    input.book,
    book => {
      const { actor } = book;
      const lastCopyOn = lastCopyDay(roomOf(line, book).desk, book.path);
      const asking = { actor, today: today(), lastCopyOn };
      const { state, lines } = checklistOf(book.connection, whichOf(book, input), asking, true);
      return {
        ...{ period: input.period, client: input.client ?? null, state },
        lines: lines.map(({ items, exception, ...each }) => ({
          ...each,
          name: nameOf(each.line),
          next: each.state === 'missing' ? nextOf(each.line) : null,
          exception: exception && {
            owner: exception.owner,
            dueOn: exception.dueOn,
            reason: exception.reason,
          },
          items: items.map(({ amountFen, day, ...item }) => ({
            ...{ text: itemWords(item, say), amountFen, day },
          })),
        })),
      };
    },
    true,
  );
}

export function carry(
  line: CommandLine,
  input: Period & { lines: string; owner: string; due: string; reason: string },
) {
  const lines = input.lines.split(',').map(Number);
  if (!lines.every(each => Number.isInteger(each) && each >= 1 && each <= 30))
    throw new Refusal('cli.checklist_lines', { lines: input.lines });
  return withBook(line, input.book, book => {
    const { owner, due: dueOn, reason } = input;
    const asked = { ...callerOf(book), ...whichOf(book, input), lines, owner, dueOn, reason };
    return closeWrites['close/carry'](roomOf(line, book), asked);
  });
}

export function noBusiness(
  line: CommandLine,
  input: { book: string; period: string; money: string; reason: string },
) {
  return withBook(line, input.book, book => {
    const room = roomOf(line, book);
    const { moneys } = closeReads['close/checklist'](room, {
      ...{ month: input.period, client: null, actor: book.actor, today: today() },
    });
    const money = moneys.find(({ name }) => name === input.money);
    if (!money) throw new Refusal('close.no_such_money', { money: input.money });
    const asked = { ...callerOf(book), month: input.period, money: money.id, reason: input.reason };
    return closeWrites['close/noBusiness'](room, asked);
  });
}

export function report(line: CommandLine, input: Period & { format: ReportFormat; out: string }) {
  const path = resolve(input.out);
  return withBook(
    line,
    input.book,
    async book => {
      const asked = { ...whichOf(book, input), actor: book.actor, today: today() };
      const written = await closeReads['close/write'](roomOf(line, book), {
        ...asked,
        ...{ format: input.format, path, language: cliLanguage() },
      });
      return { report: path, ...written };
    },
    true,
  );
}
