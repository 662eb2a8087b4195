import { writeFile } from 'node:fs/promises';
import { renderText } from '../domain/text.ts';
import type { Caller } from '../services/clients.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';
import { loadCatalogue } from './resources.ts';

interface Frame {
  callerOf(context: CallContext, key: string): Caller;
  today(): string;
}

/** The procedures of the DOU+ account upgrade. */
export function upgradeRoutes(os: DeskImplementer, desk: Desk, { callerOf, today }: Frame) {
  const { house, staging } = desk;
  const on = (day: string | undefined) => day ?? today();
  const staged = (fileId: string | undefined) => {
    if (fileId === undefined) return {};
    const { path, name } = staging.get(fileId);
    return { evidence: { path, name } };
  };
  /** Written down before it is shown: an ID picture whose opening cannot be logged is not opened. */
  const evidence = async (
    context: CallContext,
    key: string,
    wanted: { account: number; attachment: number },
  ) => {
    const { isIdPicture } = await house.read('upgrade/evidenceOf', { scope: context.scope, ...wanted });
    if (isIdPicture) await house.write('upgrade/logIdPicture', { caller: callerOf(context, key), ...wanted });
    return house.read('upgrade/evidence', wanted);
  };
  return {
    board: os.upgrade.board.handler(({ input, context: { scope } }) =>
      house.read('upgrade/board', { scope, on: on(input.on) }),
    ),
    detail: os.upgrade.detail.handler(({ input, context: { scope } }) =>
      house.read('upgrade/detail', { scope, account: input.account, on: on(input.on) }),
    ),
    assess: os.upgrade.assess.handler(({ input, context: { scope } }) =>
      house.read('upgrade/assess', { ...input, scope, on: on(input.on) }),
    ),
    open: os.upgrade.open.handler(({ input: { key, ...input }, context }) =>
      house.write('upgrade/open', { caller: callerOf(context, key), ...input, on: on(input.on) }),
    ),
    step: os.upgrade.step.handler(({ input: { key, fileId, ...input }, context }) =>
      house.write('upgrade/step', {
        caller: callerOf(context, key),
        ...input,
        ...staged(fileId),
        on: on(input.on),
      }),
    ),
    addPaper: os.upgrade.addPaper.handler(({ input: { key, fileId, ...input }, context }) =>
      house.write('upgrade/addPaper', {
        caller: callerOf(context, key),
        ...input,
        ...staged(fileId),
        on: today(),
      }),
    ),
    passPaper: os.upgrade.passPaper.handler(({ input: { key, ...input }, context }) =>
      house.write('upgrade/passPaper', { caller: callerOf(context, key), ...input, on: today() }),
    ),
    rejectPaper: os.upgrade.rejectPaper.handler(({ input: { key, ...input }, context }) =>
      house.write('upgrade/rejectPaper', { caller: callerOf(context, key), ...input, on: today() }),
    ),
    setVerification: os.upgrade.setVerification.handler(({ input: { key, fileId, ...input }, context }) =>
      house.write('upgrade/setVerification', {
        caller: callerOf(context, key),
        ...input,
        ...staged(fileId),
        today: today(),
      }),
    ),
    openAttachment: os.upgrade.openAttachment.handler(async ({ input: { key, ...input }, context }) => {
      const { id, name, bytes, type, data } = await evidence(context, key, input);
      return { id, name, bytes, type, data: new Blob([new Uint8Array(data)], { type }) };
    }),
    saveAttachment: os.upgrade.saveAttachment.handler(async ({ input: { key, ...input }, context }) => {
      const { name, data } = await evidence(context, key, input);
      const path = staging.exportPath();
      await writeFile(path, data);
      return { fileId: (await staging.register(name, path, true)).id, name };
    }),
    reminders: os.upgrade.reminders.handler(async ({ input, context: { scope } }) => {
      const { language } = await desk.settings();
      const title = renderText(loadCatalogue(language), 'upgrade.reminders.sheet');
      const path = staging.exportPath();
      const day = on(input.on);
      const request = { scope, on: day, language, manager: input.manager, path };
      const { rows } = await house.read('upgrade/reminders', request);
      const { id, name } = await staging.register(`${title} ${day}.xlsx`, path, true);
      return { fileId: id, name, rows };
    }),
  };
}
