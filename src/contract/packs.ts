import { type } from '@orpc/contract';
import * as z from 'zod';
import type { Finality } from '../domain/packs/content.ts';
import { PACK_STATES, type PackState } from '../domain/packs/states.ts';
import { command, query } from './procedure.ts';

const month = z.string().regex(/^\d{4}-\d{2}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.int().min(1);
const key = z.object({ key: z.string().min(8).max(100) });

/** A pack 对账单包 as a list shows it; money in 分. */
export interface PackView {
  id: number;
  checkCode: string;
  /** UTC, ISO. */
  madeAt: string;
  madeBy: string;
  finality: Finality;
  closing: { unallocatedFen: number; atPlatformFen: number };
  state: PackState;
  stateOn: string;
  stateBy: string;
  /** States that it may be marked with now. */
  next: PackState[];
}

export interface PackRow {
  client: number;
  code: string;
  name: string;
  /** The client's month, or the book's, is closed. */
  isClosed: boolean;
  pack: PackView | null;
  /** A pack was sent and then superseded, and none was made since. */
  isOutdated: boolean;
}

export interface PackBoard {
  month: string;
  rows: PackRow[];
}

export interface PackDetail {
  packs: (PackView & {
    headSeq: number;
    supersededAt: string | null;
    supersededWhy: 'reopened' | 'replaced' | null;
    steps: {
      state: PackState;
      onDay: string;
      saidBy: string;
      saidAt: string;
      person: string | null;
      note: string | null;
      paper: string | null;
    }[];
  })[];
}

/** 对账单: packs of a month by client, made, sent, confirmed. */
export const packs = {
  board: query('viewer').input(z.object({ month })).output(type<PackBoard>()),
  detail: query('viewer')
    .input(z.object({ month, client: id }))
    .output(type<PackDetail>()),
  /** Makes packs of some clients, or of all, as a job; its result is one export. */
  generate: command(['accountant', 'supervisor'])
    .input(key.extend({ month, clients: z.array(id).min(1).max(5_000).nullable() }))
    .output(type<{ jobId: string }>()),
  /** Marks packs with their next state, all or none; `fileId`: the staged scan of the stamped statement. */
  mark: command(['accountant', 'supervisor'])
    .input(
      key.extend({
        packs: z.array(id).min(1).max(5_000),
        state: z.enum(PACK_STATES).exclude(['draft']),
        on: day,
        person: z.string().trim().max(60).nullable(),
        note: z.string().trim().max(400).nullable(),
        fileId: z.string().nullable(),
      }),
    )
    .output(type<{ marked: number }>()),
  /** 往来询证函 of some clients, or of all with a balance, on a day; a job, its result is one export. */
  letters: command(['accountant', 'supervisor'])
    .input(z.object({ on: day, clients: z.array(id).min(1).max(5_000).nullable() }))
    .output(type<{ jobId: string }>()),
};
