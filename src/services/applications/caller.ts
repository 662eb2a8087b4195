import type { RowScope } from '../../domain/parties/types.ts';
import type { FrontAmounts, FrontTerms } from '../../domain/policies/front.ts';
import { Refusal } from '../../domain/refusal.ts';
import { applicationById, type StoredApplication } from '../../store/applications.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { seesClient } from '../../store/scope.ts';

/** Who asks and when; `key` makes a command repeatable, `scope` says whose clients may be seen. */
export interface ApplicationCaller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
  scope: RowScope;
}

/** 实付 and 到账 of a recharge by the policies of the day. */
export type TermsOf = (asked: {
  client: number;
  platform: 'qianchuan' | 'douplus';
  on: string;
  paidFen: number;
}) => { terms: FrontTerms; amounts: FrontAmounts };

/** What a command is called with, without the scope, which is no part of what it says. */
export const callOf = ({ actor, key, at }: ApplicationCaller) => ({ actor, key, at });

/** An application that the scope reaches. Refuses `applications.unknown`, also for one outside it. */
export function applicationSeen(connection: Connection, scope: RowScope, id: number): StoredApplication {
  const found = applicationById(connection, id);
  if (!found || !seesClient(connection, scope, found.client))
    throw new Refusal('applications.unknown', { id });
  return found;
}
