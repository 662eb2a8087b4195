import { type } from '@orpc/contract';
import * as z from 'zod';
import type { LimitKind } from '../domain/limits/room.ts';
import type { LimitSettings, LimitState } from '../domain/limits/types.ts';
import type { OrderState } from '../domain/orders/states.ts';
import type { SubjectKind, Verification } from '../domain/parties/types.ts';
import { PAPERS, type Paper, type RuleId, type RuleSource, SCENES } from '../domain/rulebook/types.ts';
import type { UpgradeStep } from '../domain/upgrade/assess.ts';
import type { AttachmentType } from '../domain/upgrade/attachment.ts';
import {
  type QualificationState,
  VERIFICATION_METHODS,
  type VerificationMethod,
  WAITED_FOR,
  type WaitedFor,
} from '../domain/upgrade/book.ts';
import { ANCHORS, CARTS, CONTENTS } from '../domain/upgrade/facts.ts';
import { UPGRADE_STATES, type UpgradeState } from '../domain/upgrade/states.ts';
import type { Dimension } from '../domain/upgrade/triggers.ts';
import { command, query } from './procedure.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const key = z.object({ key: z.string().min(8).max(100) });
const account = z.int().min(1);
const reason = z.string().max(400);
const fileId = z.string().max(100);

/** The placement that a case is judged by; what is left out is unknown. */
export const upgradePlacement = z
  .object({
    scene: z.enum(SCENES),
    goal: z.string().max(100),
    video: z.object({ cart: z.enum(CARTS) }),
    live: z.object({ anchor: z.enum(ANCHORS), cartEverUsed: z.boolean() }).partial(),
    contentJudged: z.enum(CONTENTS),
    ecommerceLead: z.boolean(),
  })
  .partial();
export type UpgradePlacement = z.infer<typeof upgradePlacement>;

/** A row of the rulebook as a screen cites it. */
export interface CitedRule {
  rule: RuleId;
  row: string;
  source: RuleSource;
  zh: string;
  en: string;
}

/** One limit that binds, with what is used of it; amounts in 分. */
export interface UpgradeLimit {
  kind: LimitKind;
  limitFen: number;
  usedFen: number;
  roomFen: number;
  cited: CitedRule;
}

export interface UpgradeVerification {
  /** On the day asked; null for an individual, or where no legal person is known. */
  state: Verification | null;
  method: VerificationMethod | null;
  from: string | null;
  to: string | null;
  /** Days to its last day, 0 on it; null where it does not end or is over. */
  daysLeft: number | null;
  /** The step of the warning that is reached: 30, 7 or 1 (UPG-6). */
  warning: number | null;
}

/** One DOU+ account on the board. Days are Beijing days. */
export interface UpgradeRow {
  account: number;
  platformId: string;
  name: string;
  bannedOn: string | null;
  clientCode: string | null;
  clientName: string | null;
  managers: string[];
  subject: number | null;
  subjectName: string | null;
  subjectKind: SubjectKind | null;
  state: UpgradeState;
  hasCase: boolean;
  waitingFor: WaitedFor | null;
  sinceOn: string | null;
  daysWaiting: number | null;
  limitState: LimitState;
  limits: UpgradeLimit[];
  verification: UpgradeVerification;
}

/** A paper that is asked of the subject, and where it stands. */
export interface UpgradePaper {
  paper: Paper;
  stage: 'open' | 'place';
  /** `missing`: never asked of the client. */
  state: QualificationState | 'missing';
  /** Whether it is known to be needed; a screenshot for 引流电商 may not be. */
  isSure: boolean;
  owes: WaitedFor | null;
  sinceOn: string | null;
  validTo: string | null;
  /** Row of the paper, and its evidence. */
  qualification: number | null;
  attachment: UpgradeAttachment | null;
  rejections: { reason: string; on: string }[];
  cited: CitedRule;
}

export interface UpgradeAttachment {
  id: number;
  name: string;
  bytes: number;
  type: AttachmentType;
}

/** What happened, newest first. */
export interface UpgradeEvent {
  kind: 'opened' | 'step' | 'verification';
  on: string;
  at: string | null;
  actor: string | null;
  from: UpgradeState | null;
  to: UpgradeState | Verification | null;
  reason: string | null;
  attachment: UpgradeAttachment | null;
}

/** An order of the account that has to do with its upgrade. */
export interface UpgradeOrder {
  id: number;
  orderNo: string;
  placedOn: string;
  state: OrderState | null;
  /** The case was opened on it. */
  isOpening: boolean;
  /** By which dimensions it needed the upgrade, as the book knows it (UPG-1). */
  dimensions: Dimension[];
}

export interface UpgradeDetailView {
  on: string;
  row: UpgradeRow;
  placement: UpgradePlacement;
  usedBefore: boolean | null;
  toldOn: string | null;
  triggers: { dimension: Dimension; cited: CitedRule }[];
  papers: UpgradePaper[];
  /** Orders that needed the upgrade, newest first, and the one that the case was opened on. */
  orders: UpgradeOrder[];
  /** Other accounts of the same legal person: the papers count for them too (UPG-4). */
  siblings: { account: number; name: string; clientName: string | null }[];
  steps: (UpgradeStep & { source: RuleSource | null })[];
  timeline: UpgradeEvent[];
  /** States that may follow by hand. */
  next: UpgradeState[];
  settings: LimitSettings;
  /** First day that counts toward the total limit (LIM-3); null where nothing counts yet. */
  countsFrom: string | null;
  /** Rules beside the case, UPG-0 to UPG-6, and the counting basis. */
  notes: CitedRule[];
}

/** What a placement comes to before a case is opened. */
export interface UpgradeAssessmentView {
  required: 'yes' | 'no' | 'unknown';
  triggers: { dimension: Dimension; cited: CitedRule }[];
  unknown: Dimension[];
  /** UPG-0, to be said before the case starts. */
  label: CitedRule | null;
}

/** DOU+ 升级看板: the account upgrade of every client, the papers of legal persons, their 对公验证. */
export const upgrade = {
  board: query('viewer')
    .input(z.object({ on: day.optional() }))
    .output(type<UpgradeRow[]>()),
  detail: query('viewer')
    .input(z.object({ account, on: day.optional() }))
    .output(type<UpgradeDetailView>()),
  /** UPG-1 over a placement of the account; nothing is written. */
  assess: query('viewer')
    .input(z.object({ account, placement: upgradePlacement, on: day.optional() }))
    .output(type<UpgradeAssessmentView>()),
  /**
   * Opens the case of an account on a judged placement; `stands`: the account stands there already, so the way to it is
   * written down; `order`: the placement is this order. Refuses `upgrade.not_told` (UPG-0), `upgrade.not_judged` (UPG-1),
   * `upgrade.case_exists`, `upgrade.order_of_other`.
   */
  open: command('accountManager')
    .input(
      key.extend({
        account,
        placement: upgradePlacement,
        usedBefore: z.boolean().nullable().default(null),
        told: z.boolean().default(false),
        order: z.int().min(1).optional(),
        stands: z.enum(UPGRADE_STATES).optional(),
        on: day.optional(),
      }),
    )
    .output(type<{ state: UpgradeState }>()),
  /** A legal step; refuses `upgrade.illegal_step`, `upgrade.reason_missing`, `upgrade.verify_first`. */
  step: command('accountManager')
    .input(
      key.extend({
        account,
        to: z.enum(UPGRADE_STATES),
        reason: reason.default(''),
        waitingFor: z.enum(WAITED_FOR).optional(),
        fileId: fileId.optional(),
        on: day.optional(),
      }),
    )
    .output(type<{ state: UpgradeState }>()),
  /** Asks the client for a paper, or hands one in; it belongs to the legal person (UPG-4). */
  addPaper: command('accountManager')
    .input(
      key.extend({
        account,
        paper: z.enum(PAPERS),
        fileId: fileId.optional(),
        /** Only asked of the client, not here yet. */
        asked: z.boolean().default(false),
        validTo: day.optional(),
        note: reason.optional(),
      }),
    )
    .output(type<{ qualification: number }>()),
  passPaper: command('accountManager')
    .input(key.extend({ qualification: z.int().min(1), validTo: day.optional() }))
    .output(type<{ qualification: number }>()),
  rejectPaper: command('accountManager')
    .input(key.extend({ qualification: z.int().min(1), reason: reason.min(1) }))
    .output(type<{ qualification: number }>()),
  /** 对公验证 of the legal person behind an account; its accounts that waited for it are upgraded (UPG-4, UPG-6). */
  setVerification: command('accountManager')
    .input(
      key.extend({
        account,
        state: z.enum(['passed', 'expired']),
        /** Day it passed, or the first day it no longer holds. */
        from: day,
        until: day.nullable().default(null),
        method: z.enum(VERIFICATION_METHODS).optional(),
        fileId: fileId.optional(),
      }),
    )
    .output(type<{ upgraded: number }>()),
  /** The evidence itself; opening an ID picture is written into the log. */
  openAttachment: command('accountManager')
    .input(key.extend({ account, attachment: z.int().min(1) }))
    .output(type<UpgradeAttachment & { data: Blob }>()),
  /** The same as a file to be saved (an export). */
  saveAttachment: command('accountManager')
    .input(key.extend({ account, attachment: z.int().min(1) }))
    .output(type<{ fileId: string; name: string }>()),
  /** Writes what is open of every account that waits, one row each, as XLSX. */
  reminders: command('viewer')
    .input(z.object({ manager: z.string().max(100).nullable().default(null), on: day.optional() }))
    .output(type<{ fileId: string; name: string; rows: number }>()),
};
