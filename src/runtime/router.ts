import type { Desk } from './desk.ts';
import { implementer } from './implementer.ts';
import { applicationRoutes } from './router-applications.ts';
import { bookRoutes } from './router-book.ts';
import { dashboardRoutes } from './router-dashboard.ts';
import { gridRoutes } from './router-grids.ts';
import { namedExportRoutes } from './router-named-exports.ts';
import { peopleRoutes } from './router-people.ts';
import { policyRoutes } from './router-policies.ts';

/** The one router behind all hosts. */
export function createRouter(desk: Desk) {
  const os = implementer(desk.people);
  return os.router({
    ...bookRoutes(os, desk),
    ...peopleRoutes(os, desk),
    ...policyRoutes(os, desk),
    ...applicationRoutes(os, desk),
    jobs: {
      list: os.jobs.list.handler(() => desk.jobs.list()),
      cancel: os.jobs.cancel.handler(({ input }) => ({ asked: desk.jobs.cancel(input.id) })),
      clear: os.jobs.clear.handler(() => ({ cleared: desk.jobs.clear() })),
    },
    settings: {
      get: os.settings.get.handler(() => desk.settings()),
      set: os.settings.set.handler(({ input }) => desk.setSettings(input)),
      layout: os.settings.layout.handler(({ input }) => desk.layout(input.grid)),
      setLayout: os.settings.setLayout.handler(({ input }) => desk.setLayout(input.grid, input.layout)),
      views: os.settings.views.handler(({ input }) => desk.views(input.grid)),
      keepView: os.settings.keepView.handler(({ input }) => desk.keepView(input.grid, input.view)),
      dropView: os.settings.dropView.handler(({ input }) => desk.dropView(input.grid, input.id)),
    },
    files: {
      begin: os.files.begin.handler(async ({ input }) => ({
        uploadId: await desk.staging.begin(input.name, input.bytes),
      })),
      chunk: os.files.chunk.handler(async ({ input }) => ({
        received: await desk.staging.chunk(input.uploadId, input.offset, input.data),
      })),
      finish: os.files.finish.handler(({ input }) => desk.staging.finish(input.uploadId)),
      list: os.files.list.handler(() => desk.staging.list()),
      drop: os.files.drop.handler(({ input }) => desk.dropFile(input.fileId)),
      ticket: os.files.ticket.handler(({ input }) => desk.staging.ticket(input.fileId)),
    },
    grids: gridRoutes(os, desk),
    dashboard: dashboardRoutes(os, desk),
    namedExports: namedExportRoutes(os, desk),
    statements: {
      inspect: os.statements.inspect.handler(({ input }) => ({ jobId: desk.inspect(input) })),
      inspection: os.statements.inspection.handler(({ input }) => desk.inspected(input.fileId).inspection),
    },
    profiles: {
      list: os.profiles.list.handler(() => desk.profiles()),
      save: os.profiles.save.handler(({ input }) => desk.saveProfile(input)),
      remove: os.profiles.remove.handler(({ input }) => desk.removeProfile(input.id)),
      export: os.profiles.export.handler(({ input }) => desk.exportProfile(input.id)),
      import: os.profiles.import.handler(({ input }) => desk.importProfile(input.fileId)),
    },
    compare: {
      guess: os.compare.guess.handler(({ input }) => desk.comparisons.guess(input)),
      run: os.compare.run.handler(({ input }) => ({ jobId: desk.comparisons.run(input) })),
      summary: os.compare.summary.handler(({ input }) => desk.comparisons.summary(input.comparisonId)),
      origin: os.compare.origin.handler(({ input }) => desk.comparisons.origin(input)),
      report: os.compare.report.handler(({ input }) => ({
        jobId: desk.comparisons.report(input.comparisonId),
      })),
      pairs: os.compare.pairs.handler(() => desk.comparisons.pairs()),
      rememberPair: os.compare.rememberPair.handler(({ input }) => desk.comparisons.remember(input)),
      forgetPair: os.compare.forgetPair.handler(({ input }) => desk.comparisons.forget(input.id)),
    },
    demo: {
      files: os.demo.files.handler(() => desk.demoFiles()),
      stage: os.demo.stage.handler(({ input }) => desk.stageDemo(input.name)),
    },
  });
}

export type DeskRouter = ReturnType<typeof createRouter>;
