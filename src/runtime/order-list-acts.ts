import type { ChosenOrders, ListedOrders, Marking } from '../contract/order-list.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { previewHandOver } from '../services/orders/bulk-clients.ts';
import { markMany, previewMarking } from '../services/orders/bulk-mark.ts';
import { markings, undoMarking } from '../services/orders/bulk-undo.ts';
import { previewListed, registerListed } from '../services/orders/import-listed.ts';
import type { OrderCaller } from '../services/orders.ts';
import { rulesOf } from '../services/rules.ts';
import type { BookRoom } from './book-room.ts';
import { shippedRulebook } from './rulebook.ts';
import type { TaskHooks } from './task-hooks.ts';

interface Scoped {
  scope: RowScope;
}
interface Called {
  caller: OrderCaller;
}

const withRules = ({ connection }: BookRoom) => ({ rules: rulesOf(connection, shippedRulebook()) });

/** What any connection to the book answers about many orders at once. */
export const orderListReads = {
  'orderList/previewMarking': (
    { connection }: BookRoom,
    { scope, ...asked }: Scoped & Marking & { today: string },
  ) => previewMarking(connection, scope, asked),
  'orderList/markings': ({ connection }: BookRoom, { scope }: Scoped) => markings(connection, scope),
  'orderList/previewHandOver': (
    { connection }: BookRoom,
    { scope, ...asked }: Scoped & ChosenOrders & { manager: string; from: string },
  ) => previewHandOver(connection, scope, asked),
  'orderList/previewListed': (
    room: BookRoom,
    { scope, ...asked }: Scoped & ListedOrders & { today: string },
  ) => previewListed(room.connection, scope, { ...asked, ...withRules(room) }),
};

/** What only the one writer does to many orders at once. */
export const orderListWrites = {
  'orderList/mark': (
    room: BookRoom,
    { caller, ...marking }: Called & Marking & { digest: string },
    hooks: TaskHooks,
  ) => markMany(room.connection, caller, { ...marking, ...withRules(room) }, hooks),
  'orderList/undoMarking': (
    { connection }: BookRoom,
    { caller, seq }: Called & { seq: number },
    hooks: TaskHooks,
  ) => undoMarking(connection, caller, { seq }, hooks),
  'orderList/registerListed': (
    room: BookRoom,
    { caller, ...listed }: Called & ListedOrders & { digest: string },
  ) => registerListed(room.connection, caller, { ...listed, ...withRules(room) }),
};
