import type { Desk } from './desk.ts';
import { type DeskImplementer, today } from './implementer.ts';

/** 工作台 of the open book. */
export function dashboardRoutes(os: DeskImplementer, { house }: Desk) {
  const { dashboard } = os;
  return {
    lines: dashboard.lines.handler(({ input, context: { scope, actor } }) =>
      house.read('dashboard/lines', { ...input, scope, actor, today: today() }),
    ),
    chart: dashboard.chart.handler(({ input, context: { scope, actor } }) =>
      house.read('dashboard/chart', { ...input, scope, actor, today: today() }),
    ),
  };
}
