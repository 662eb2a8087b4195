import type { OrderDraft } from '../../contract/orders.ts';
import type { PresetContent, PresetKind, PresetView } from '../../contract/plans.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { placementOf } from '../../domain/orders/placement.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { orderAccount } from '../../store/orders.ts';
import { seesClient } from '../../store/orders-facts.ts';
import {
  insertPreset,
  presetById,
  presetNamed,
  presetsOf,
  type StoredPreset,
  updatePreset,
} from '../../store/orders-presets.ts';
import { type OrderCaller, orderSeen } from './caller.ts';

/** Presets of a client, or of every client that the scope reaches. */
export function listPresets(
  connection: Connection,
  scope: RowScope,
  wanted: { client?: number; archived: boolean },
): PresetView[] {
  return presetsOf(connection, wanted)
    .filter(({ client }) => seesClient(connection, scope, client))
    .map(({ content, ...preset }) => ({ ...preset, content: JSON.parse(content) as PresetContent }));
}

export interface Preset {
  id?: number;
  client: number;
  kind: PresetKind;
  name: string;
  content: PresetContent;
}

/** Keeps a new preset or a changed one. Refuses `orders.client_unknown`, `orders.preset_unknown`, `orders.preset_exists`. */
export function keepPreset(
  connection: Connection,
  { scope, ...call }: OrderCaller,
  preset: Preset,
): Promise<{ preset: number }> {
  const input = JSON.stringify(preset);
  return command(connection, { ...call, procedure: 'plans.keepPreset', input }, tx => {
    const { id, client, kind, name, content } = preset;
    if (!seesClient(connection, scope, client)) throw new Refusal('orders.client_unknown', { client });
    if (id !== undefined) presetSeen(tx, scope, id);
    const known = presetNamed(connection, preset);
    if (known !== null && known !== id) throw new Refusal('orders.preset_exists', { name });
    const text = JSON.stringify(content);
    if (id === undefined) return { preset: insertPreset(tx, { client, kind, name, content: text }) };
    updatePreset(tx, id, { name, content: text });
    return { preset: id };
  });
}

/** Puts a preset away, or takes it back. Orders keep what they were made with. Refuses `orders.preset_unknown`. */
export function archivePreset(
  connection: Connection,
  { scope, ...call }: OrderCaller,
  { preset, archived }: { preset: number; archived: boolean },
): Promise<{ preset: number }> {
  const input = { preset, archived };
  return command(connection, { ...call, procedure: 'plans.archivePreset', input }, tx => {
    presetSeen(tx, scope, preset);
    updatePreset(tx, preset, { archivedOn: archived ? beijingDay(tx.at) : null });
    return { preset };
  });
}

function presetSeen({ connection }: Tx, scope: RowScope, id: number): StoredPreset {
  const preset = presetById(connection, id);
  if (!preset || !seesClient(connection, scope, preset.client))
    throw new Refusal('orders.preset_unknown', { preset: id });
  return preset;
}

/** An order as a draft for another one like it: all that it was placed with. Refuses `orders.unknown`. */
export function duplicateOf(
  connection: Connection,
  scope: RowScope,
  { order: id }: { order: number },
): { draft: OrderDraft; orderNo: string } {
  const order = orderSeen(connection, scope, id);
  const account = order.account === null ? null : orderAccount(connection, order.account);
  const { video, live, contentJudged, ecommerceLead } = placementOf(order);
  const [by, mode] = (order.bid ?? '').split('/');
  const said = {
    product: order.product,
    account: account?.platformId ?? order.accountText ?? '',
    scene: order.scene,
    goal: order.goal,
    durationHours: order.durationMinutes === null ? null : order.durationMinutes / 60,
    bid:
      by === 'plays' || by === 'goal'
        ? { by, ...(mode === 'auto' || mode === 'manual' ? { mode } : {}) }
        : null,
    amountFen: order.amountFen,
    payment: order.payment,
    funder: order.funder,
    money: order.money,
    employee: order.employee,
    video: video ?? (order.video === null ? null : { materialId: order.video }),
    live: live ?? (order.liveRoom === null ? null : { room: order.liveRoom }),
    contentJudged,
    ecommerceLead,
    targeting: order.targeting === null ? null : (JSON.parse(order.targeting) as string),
    targetingPreset: order.targetingPreset,
    creativePreset: order.creativePreset,
  };
  const known = Object.entries(said).filter(([, value]) => value !== null && value !== undefined);
  return { draft: Object.fromEntries(known) as OrderDraft, orderNo: order.orderNo };
}
