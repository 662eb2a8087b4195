import { renderText } from '../domain/text.ts';
import { readCalendarFile } from '../services/calendar.ts';
import type { Caller } from '../services/clients.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

interface Frame {
  callerOf(context: CallContext, key: string): Caller;
  today(): string;
}

/** The procedures on money in transit: refunds, 在途看板, withdrawals, the calendar that their terms are counted by. */
export function transitRoutes(os: DeskImplementer, desk: Desk, { callerOf, today }: Frame) {
  const { house, staging } = desk;
  return {
    refunds: {
      list: os.refunds.list.handler(({ input, context: { scope } }) =>
        house.read('refunds/list', { ...input, on: input.on ?? today(), scope }),
      ),
      board: os.refunds.board.handler(({ input, context: { scope } }) =>
        house.read('refunds/board', { on: input.on ?? today(), scope }),
      ),
      detail: os.refunds.detail.handler(({ input, context: { scope } }) =>
        house.read('refunds/detail', { item: input.item, on: input.on ?? today(), scope }),
      ),
      follow: os.refunds.follow.handler(({ input: { key, ...input }, context }) =>
        house.write('refunds/follow', { caller: callerOf(context, key), today: today(), ...input }),
      ),
      seeInPool: os.refunds.seeInPool.handler(({ input: { key, ...input }, context }) =>
        house.write('refunds/seeInPool', { caller: callerOf(context, key), today: today(), ...input }),
      ),
      banArrived: os.refunds.banArrived.handler(({ input: { key, ...input }, context }) =>
        house.write('refunds/banArrived', { caller: callerOf(context, key), today: today(), ...input }),
      ),
      banConfiscated: os.refunds.banConfiscated.handler(({ input: { key, ...input }, context }) =>
        house.write('refunds/banConfiscated', { caller: callerOf(context, key), today: today(), ...input }),
      ),
      settings: os.refunds.settings.handler(() => house.read('refunds/settings', undefined)),
      setSettings: os.refunds.setSettings.handler(({ input: { key, settings }, context }) =>
        house.write('refunds/setSettings', { caller: callerOf(context, key), settings }),
      ),
      writeAgeing: os.refunds.writeAgeing.handler(async ({ input: { format, on }, context: { scope } }) => {
        const { language } = await desk.settings();
        const day = on ?? today();
        const path = staging.exportPath();
        await house.read('refunds/writeAgeing', { on: day, scope, format, path, language });
        const name = `${renderText(loadCatalogue(language), 'ageing.title.items')} ${day}.${format}`;
        return { fileId: (await staging.register(name, path, true)).id, name };
      }),
    },
    withdrawals: withdrawalRoutes(os, desk, { callerOf, today }),
    calendar: {
      years: os.calendar.years.handler(() => desk.calendarYears()),
      import: os.calendar.import.handler(async ({ input }) => {
        const { path, name } = staging.get(input.fileId);
        return { years: await desk.keepCalendar(await readCalendarFile({ path, name })) };
      }),
    },
  };
}

function withdrawalRoutes(os: DeskImplementer, { house }: Desk, { callerOf, today }: Frame) {
  const of = os.withdrawals;
  return {
    form: of.form.handler(() => house.read('withdrawals/form', { on: today() })),
    list: of.list.handler(() => house.read('withdrawals/list', undefined)),
    ask: of.ask.handler(({ input: { key, ...input }, context }) =>
      house.write('withdrawals/ask', { caller: callerOf(context, key), ...input }),
    ),
    approve: of.approve.handler(({ input: { key, ...input }, context }) =>
      house.write('withdrawals/approve', { caller: callerOf(context, key), ...input }),
    ),
    decline: of.decline.handler(({ input: { key, ...input }, context }) =>
      house.write('withdrawals/decline', { caller: callerOf(context, key), ...input }),
    ),
    cancel: of.cancel.handler(({ input: { key, ...input }, context }) =>
      house.write('withdrawals/cancel', { caller: callerOf(context, key), ...input }),
    ),
    submit: of.submit.handler(({ input: { key, ...input }, context }) =>
      house.write('withdrawals/submit', { caller: callerOf(context, key), ...input }),
    ),
    arrive: of.arrive.handler(({ input: { key, ...input }, context }) =>
      house.write('withdrawals/arrive', { caller: callerOf(context, key), ...input }),
    ),
    refuse: of.refuse.handler(({ input: { key, ...input }, context }) =>
      house.write('withdrawals/refuse', { caller: callerOf(context, key), ...input }),
    ),
    giveBack: of.giveBack.handler(({ input: { key, ...input }, context }) =>
      house.write('withdrawals/giveBack', { caller: callerOf(context, key), ...input }),
    ),
    payBack: of.payBack.handler(({ input: { key, ...input }, context }) =>
      house.write('withdrawals/payBack', { caller: callerOf(context, key), ...input }),
    ),
    keep: of.keep.handler(({ input: { key, ...input }, context }) =>
      house.write('withdrawals/keep', { caller: callerOf(context, key), ...input }),
    ),
  };
}
