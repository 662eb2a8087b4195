import type { OrderDraft } from '../contract/orders.ts';
import type { PlanListInput, PlanState } from '../contract/plans.ts';
import type { LimitSettings } from '../domain/limits/types.ts';
import type { PlanTurn } from '../domain/orders/plan.ts';
import type { RowScope } from '../domain/parties/types.ts';
import type { OrderCaller } from '../services/orders/caller.ts';
import { limitSettings } from '../services/orders/facts.ts';
import { dropPlan, holdPlanAgain, placePlan, planOrder, setLimits } from '../services/orders/plan.ts';
import { checkPlanList, commitPlanList } from '../services/orders/plan-list.ts';
import { listPlans } from '../services/orders/plan-view.ts';
import {
  archivePreset,
  duplicateOf,
  keepPreset,
  listPresets,
  type Preset,
} from '../services/orders/presets.ts';
import { rulesOf } from '../services/rules.ts';
import type { BookRoom } from './book-room.ts';
import { shippedRulebook } from './rulebook.ts';

interface Scoped {
  scope: RowScope;
}
interface Called {
  caller: OrderCaller;
}

const withRules = ({ connection }: BookRoom) => ({ rules: rulesOf(connection, shippedRulebook()) });

/** What any connection to the book answers about plans and presets. */
export const planReads = {
  'plans/presets': (
    { connection }: BookRoom,
    { scope, ...wanted }: Scoped & { client?: number; archived: boolean },
  ) => listPresets(connection, scope, wanted),
  'plans/list': (
    room: BookRoom,
    { scope, ...asked }: Scoped & { state: PlanState; client?: number; turn: PlanTurn; today: string },
  ) => listPlans(room.connection, scope, { ...asked, ...withRules(room) }),
  'plans/check': (room: BookRoom, { scope, ...list }: Scoped & PlanListInput & { today: string }) =>
    checkPlanList(room.connection, scope, { ...list, ...withRules(room) }),
  'plans/duplicate': ({ connection }: BookRoom, { scope, order }: Scoped & { order: number }) =>
    duplicateOf(connection, scope, { order }),
  'plans/limitSettings': ({ connection }: BookRoom) => limitSettings(connection),
};

/** What only the one writer does to plans and presets. */
export const planWrites = {
  'plans/keepPreset': ({ connection }: BookRoom, { caller, ...preset }: Called & Preset) =>
    keepPreset(connection, caller, preset),
  'plans/archivePreset': (
    { connection }: BookRoom,
    { caller, ...wanted }: Called & { preset: number; archived: boolean },
  ) => archivePreset(connection, caller, wanted),
  'plans/plan': (room: BookRoom, { caller, ...plan }: Called & { draft: OrderDraft; on: string }) =>
    planOrder(room.connection, caller, { ...plan, ...withRules(room) }),
  'plans/place': (
    room: BookRoom,
    {
      caller,
      ...wanted
    }: Called & { planned: number; orderNo: string; act: 'place' | 'record'; placedAt?: string },
  ) => placePlan(room.connection, caller, { ...wanted, ...withRules(room) }),
  'plans/drop': (
    { connection }: BookRoom,
    { caller, ...wanted }: Called & { planned: number; reason?: string },
  ) => dropPlan(connection, caller, wanted),
  'plans/hold': ({ connection }: BookRoom, { caller, ...wanted }: Called & { planned: number }) =>
    holdPlanAgain(connection, caller, wanted),
  'plans/commit': (room: BookRoom, { caller, ...list }: Called & PlanListInput) =>
    commitPlanList(room.connection, caller, { ...list, ...withRules(room) }),
  'plans/setLimits': ({ connection }: BookRoom, { caller, ...settings }: Called & LimitSettings) =>
    setLimits(connection, caller, settings),
};
