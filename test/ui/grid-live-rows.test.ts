import { expect, test } from 'vitest';
import type { GridPage } from '../../src/domain/grid.ts';
import { LiveRows } from '../../src/ui/grid/live-rows.ts';

const BLOCK = 10;

/** A source that goes on from revision to revision; answers can be held back. */
class Source {
  revision = 1;
  rows = Array.from({ length: 100 }, (_, at) => `r${at}`);
  asked: string[] = [];
  held: (() => void)[] | null = null;

  async window(from: number, count: number): Promise<GridPage> {
    this.asked.push(`${from}+${count}`);
    const page = {
      rows: this.rows.slice(from, from + count).map(id => ({ id, values: {} })),
      total: this.rows.length,
      revision: this.revision,
    };
    const { held } = this;
    if (held) await new Promise<void>(resolve => held.push(resolve));
    return page;
  }

  async locate(id: string): Promise<number | null> {
    const at = this.rows.indexOf(id);
    return at < 0 ? null : at;
  }

  /** A posting: rows before all others. */
  post(...ids: string[]): void {
    this.rows.unshift(...ids);
    this.revision += 1;
  }
}

function liveOver(source: Source, first: GridPage | null = null) {
  const told: number[] = [];
  const live = new LiveRows(source, first, {
    blockRows: BLOCK,
    mostRows: 50,
    isOther: () => told.push(source.revision),
  });
  return { live, told };
}

const ids = (page: GridPage) => page.rows.map(({ id }) => id);

test('the first rows are not asked for twice', async () => {
  const source = new Source();
  const first = await source.window(0, BLOCK);
  source.asked = [];
  const { live } = liveOver(source, first);
  expect(await live.page(0, BLOCK)).toBe(first);
  expect(source.asked).toEqual([]);
  await live.page(0, BLOCK);
  expect(source.asked).toEqual(['0+10']);
});

test('a newer answer waits until what is in sight was renewed, and both are of one revision', async () => {
  const source = new Source();
  const { live, told } = liveOver(source);
  await live.page(0, BLOCK);
  source.post('new');
  let shown: GridPage | null = null;
  const coming = live.page(50, BLOCK).then(page => {
    shown = page;
  });
  await new Promise(resolve => setImmediate(resolve));
  expect([told, shown, live.revision]).toEqual([[2], null, 1]);

  expect(await live.renew({ top: 0, bottom: 9, topId: 'r0' })).toEqual({ top: 0, total: 101 });
  expect(ids(await live.page(0, BLOCK))[0]).toBe('new');
  await coming;
  expect(shown!.revision).toBe(2);
  expect(live.revision).toBe(2);
});

test('an answer from before the renewal is asked for again', async () => {
  const source = new Source();
  const { live } = liveOver(source);
  await live.page(0, BLOCK);
  source.held = [];
  const late = live.page(20, BLOCK);
  const { held } = source;
  source.held = null;
  source.post('new');
  await live.renew({ top: 0, bottom: 9, topId: 'r0' });
  held[0]!();
  const page = await late;
  expect(page.revision).toBe(2);
  expect(ids(page)[0]).toBe('r19');
});

test('the row at the top stays there when rows come before it', async () => {
  const source = new Source();
  const { live } = liveOver(source);
  await live.page(30, BLOCK);
  source.asked = [];
  source.post('a', 'b', 'c');
  expect(await live.renew({ top: 35, bottom: 44, topId: 'r35' })).toEqual({ top: 38, total: 103 });
  expect(source.asked).toEqual(['30+20']);
  expect(ids(await live.page(30, BLOCK))).toContain('r35');
  expect(ids(await live.page(40, BLOCK))[0]).toBe('r37');
  expect(source.asked).toEqual(['30+20']);
});

test('a row that is gone leaves its place; a shorter table its end', async () => {
  const source = new Source();
  const { live } = liveOver(source);
  await live.page(90, BLOCK);
  source.rows.splice(20);
  source.revision += 1;
  expect(await live.renew({ top: 95, bottom: 99, topId: 'r95' })).toEqual({ top: 19, total: 20 });
  expect(await live.page(90, BLOCK)).toMatchObject({ rows: [], total: 20 });
});

test('rows that never change have no revision and never wait', async () => {
  const source = new Source();
  const still = {
    window: async (from: number, count: number) => ({
      ...(await source.window(from, count)),
      revision: undefined,
    }),
    locate: async () => null,
  };
  const live = new LiveRows(still, null, {
    blockRows: BLOCK,
    mostRows: 50,
    isOther: () => expect.unreachable(),
  });
  await live.page(0, BLOCK);
  source.post('new');
  expect(ids(await live.page(10, BLOCK))).toHaveLength(BLOCK);
});

test('another book, whose revisions begin anew, is taken over at the next renewal', async () => {
  const source = new Source();
  source.revision = 50;
  const { live, told } = liveOver(source);
  await live.page(0, BLOCK);
  source.revision = 3;
  const coming = live.page(10, BLOCK);
  await new Promise(resolve => setImmediate(resolve));
  expect(told).toEqual([3]);
  await live.renew({ top: 0, bottom: 9, topId: 'r0' });
  expect((await coming).revision).toBe(3);
});
