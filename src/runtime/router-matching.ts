import { readFile, rm } from 'node:fs/promises';
import type { Caller } from '../services/clients.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';

interface Frame {
  callerOf(context: CallContext, key: string): Caller;
  today(): string;
}

/** The procedures of matching: a query goes to a reader, a command to the writer. */
export function matchingRoutes(os: DeskImplementer, { house, jobs }: Desk, { callerOf, today }: Frame) {
  const { matching } = os;
  return {
    list: matching.list.handler(({ input }) => house.read('matching/list', input)),
    open: matching.open.handler(({ input }) => house.read('matching/open', { ...input, on: today() })),
    state: matching.state.handler(({ input }) => house.read('matching/state', input)),
    previewMany: matching.previewMany.handler(({ input }) => house.read('matching/previewMany', input)),
    acts: matching.acts.handler(({ input }) => house.read('matching/acts', input)),
    aliases: matching.aliases.handler(({ input }) => house.read('matching/aliases', input)),
    run: matching.run.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/run', { caller: callerOf(context, key), ...input }),
    ),
    start: matching.start.handler(({ input: { key, ...input }, context }) => {
      const caller = callerOf(context, key);
      house.open();
      const jobId = jobs.start('jobs.matching', { month: input.month }, async control => {
        control.step('jobs.step.matching');
        const { seconds: _, ...found } = await house.write('matching/run', { caller, ...input }, control);
        return { kind: 'matching', month: input.month, ...found };
      });
      return { jobId };
    }),
    accept: matching.accept.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/accept', { caller: callerOf(context, key), ...input }),
    ),
    reject: matching.reject.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/reject', { caller: callerOf(context, key), ...input }),
    ),
    takeBack: matching.takeBack.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/takeBack', { caller: callerOf(context, key), ...input }),
    ),
    acceptMany: matching.acceptMany.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/acceptMany', { caller: callerOf(context, key), ...input }),
    ),
    split: matching.split.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/split', { caller: callerOf(context, key), ...input }),
    ),
    combine: matching.combine.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/combine', { caller: callerOf(context, key), ...input }),
    ),
    undoLast: matching.undoLast.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/undoLast', { caller: callerOf(context, key), ...input }),
    ),
    switchAlias: matching.switchAlias.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/switchAlias', { caller: callerOf(context, key), ...input }),
    ),
    rules: matching.rules.handler(() => house.read('matching/rules', undefined)),
    tryRules: matching.tryRules.handler(({ input }) => house.read('matching/tryRules', input)),
    keepRules: matching.keepRules.handler(({ input: { key, ...input }, context }) =>
      house.write('matching/keepRules', { caller: callerOf(context, key), ...input }),
    ),
  };
}

/** The procedures of tickets. */
export function ticketRoutes(os: DeskImplementer, { house, staging }: Desk, { callerOf, today }: Frame) {
  const { tickets } = os;
  return {
    list: tickets.list.handler(({ input }) => house.read('tickets/list', { ...input, on: today() })),
    links: tickets.links.handler(({ input }) => house.read('tickets/links', input)),
    pairs: tickets.pairs.handler(({ input }) => house.read('tickets/pairs', input)),
    previewAdjustment: tickets.previewAdjustment.handler(({ input }) =>
      house.read('tickets/previewAdjustment', input),
    ),
    rounds: tickets.rounds.handler(({ input }) => house.read('tickets/rounds', input)),
    keepMany: tickets.keepMany.handler(({ input: { key, ...input }, context }) =>
      house.write('tickets/keepMany', { caller: callerOf(context, key), ...input }),
    ),
    carry: tickets.carry.handler(async ({ input: { key, ...input }, context }) => {
      const { id } = await house.write('tickets/carry', { caller: callerOf(context, key), ...input });
      return { ticket: id };
    }),
    adjust: tickets.adjust.handler(({ input: { key, ...input }, context }) =>
      house.write('tickets/adjust', { caller: callerOf(context, key), ...input }),
    ),
    takeBackAdjustment: tickets.takeBackAdjustment.handler(({ input: { key, ...input }, context }) =>
      house.write('tickets/takeBackAdjustment', { caller: callerOf(context, key), ...input }),
    ),
    acceptRounds: tickets.acceptRounds.handler(({ input: { key, ...input }, context }) =>
      house.write('tickets/acceptRounds', { caller: callerOf(context, key), ...input }),
    ),
    attach: tickets.attach.handler(({ input: { key, fileId, ticket }, context }) => {
      const { path, name } = staging.get(fileId);
      return house.write('tickets/attach', { caller: callerOf(context, key), ticket, path, name });
    }),
    openFile: tickets.openFile.handler(async ({ input }) => {
      const path = staging.exportPath();
      const { name } = await house.read('tickets/file', { ...input, path });
      const data = new Blob([new Uint8Array(await readFile(path))]);
      await rm(path);
      return { name, data };
    }),
    file: tickets.file.handler(async ({ input }) => {
      const path = staging.exportPath();
      const { name } = await house.read('tickets/file', { ...input, path });
      return { fileId: (await staging.register(name, path, true)).id, name };
    }),
    keep: tickets.keep.handler(async ({ input: { key, ...input }, context }) => {
      const { id } = await house.write('tickets/keep', { caller: callerOf(context, key), ...input });
      return { ticket: id };
    }),
    decide: tickets.decide.handler(async ({ input: { key, ...input }, context }) => {
      const { id } = await house.write('tickets/decide', { caller: callerOf(context, key), ...input });
      return { ticket: id };
    }),
    reopen: tickets.reopen.handler(async ({ input: { key, ...input }, context }) => {
      const { id } = await house.write('tickets/reopen', { caller: callerOf(context, key), ...input });
      return { ticket: id };
    }),
  };
}
