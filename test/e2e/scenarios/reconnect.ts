import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { demoAgency } from '../demo.ts';
import type { Scenario } from '../scenario.ts';
import { choose, goTo, shownTabs, startComparison } from '../screens.ts';
import { zh } from '../texts.ts';

/** The line to the service drops: it is said, nothing typed is lost, and work goes on once it is back. */
export const reconnect: Scenario = {
  name: 'reconnect',
  async run(stage, page) {
    await rememberSockets(page);
    const demo = await demoAgency(stage);
    await goTo(page, 'compare');
    const zone = zh('screens.compare.drop', { side: zh('screens.compare.left') });
    await choose(page, zone, [demo.path(demo.of('template.general')), demo.path(demo.reexport)]);
    const days = page.getByLabel(zh('screens.compare.window'), { exact: true });
    await days.fill('9');
    await days.blur();
    const banner = page.getByText(zh('shell.reconnecting'), { exact: true });
    await stage.context.setOffline(true);
    try {
      await page.evaluate(() => (window as unknown as { cutLines(): void }).cutLines());
      await banner.waitFor();
      assert.equal(await days.inputValue(), '9', 'what was typed is still there');
    } finally {
      await stage.context.setOffline(false);
    }
    await banner.waitFor({ state: 'detached' });
    assert.equal(await days.inputValue(), '9');
    await startComparison(page);
    const { equal } = await shownTabs(page);
    assert.ok(equal.count > 1_000, 'the comparison ran');
    assert.ok(stage.forgive(/WebSocket connection to/) > 0, 'the line was really cut');
  },
};

/** Lets the page's own sockets be closed from outside, as a network does. */
async function rememberSockets(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sockets: WebSocket[] = [];
    const Real = window.WebSocket;
    window.WebSocket = class extends Real {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    };
    Object.assign(window, { cutLines: () => sockets.forEach(socket => void socket.close()) });
  });
  await page.reload();
}
