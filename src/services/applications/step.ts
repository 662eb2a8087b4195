import { type ApplicationAct, mustStep } from '../../domain/applications/states.ts';
import type { Tx } from '../../ledger/command.ts';
import { insertStep, type StoredApplication, updateApplication } from '../../store/applications.ts';
import type { RowValues } from '../../store/changes.ts';

/** Where an application stands after a step, and whether the one who took it checks his own work. */
export interface Stepped {
  application: number;
  no: string;
  state: StoredApplication['state'];
  /** 经办 = 复核: the same person applied for it, or approved what he now pays. */
  ownWork: boolean;
}

/** Acts that check what another did: the same person doing both is named in the log. */
const CHECKS: ReadonlySet<ApplicationAct> = new Set(['override', 'approve', 'refuse', 'pay', 'finish']);

/** Takes a legal step, with its trace; `patch` is what else becomes of the application. Refuses `applications.step`. */
export function takeStep(
  tx: Tx,
  application: StoredApplication,
  act: ApplicationAct,
  { reason = '', patch = {} }: { reason?: string; patch?: RowValues } = {},
): Stepped {
  const to = mustStep(application, act);
  const makers =
    act === 'pay'
      ? [application.applicant, application.approver]
      : [application.applicant ?? application.createdBy];
  const ownWork = CHECKS.has(act) && makers.includes(tx.actor);
  updateApplication(tx, application.id, {
    state: to,
    ...(to === 'done' ? { done_at: tx.at } : {}),
    ...patch,
  });
  const { id, no, state: from } = application;
  insertStep(tx, { application: id, act, from, to, reason, ownWork: ownWork ? 1 : 0 });
  return { application: id, no, state: to, ownWork };
}
