import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { Connection, Disconnected, kindOf, lastingLink } from '../../../src/ui/app/client.ts';
import type { Line } from '../../../src/ui/app/line.ts';

/** A line that answers with `answer` and can be cut. */
function makeLine(answer: (cut: () => void) => Promise<unknown>): Line {
  let open = true;
  let end = () => {};
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  const cut = () => {
    open = false;
    end();
  };
  return { link: { call: () => answer(cut) }, isOpen: () => open, ended };
}

function connectionOver(lines: (Line | Error)[]): { connection: Connection; waits_ms: number[] } {
  const waits_ms: number[] = [];
  const open = async () => {
    const next = lines.shift();
    if (!next || next instanceof Error) throw next ?? new Error('no line left');
    return next;
  };
  const connection = new Connection(open, async ms => {
    waits_ms.push(ms);
  });
  return { connection, waits_ms };
}

const QUERY = ['settings', 'get'];
const COMMAND = ['settings', 'set'];
const dropping = () =>
  makeLine(async cut => {
    cut();
    throw new Error('closed');
  });
const steady = (value: unknown) => makeLine(async () => value);

describe('connection', () => {
  it('reads from the contract what may be asked twice', () => {
    expect(kindOf(QUERY)).toBe('query');
    expect(kindOf(COMMAND)).toBe('command');
    expect(kindOf(['session', 'events'])).toBe('query');
  });

  it('asks a query again on the next line after a drop', async () => {
    const { connection } = connectionOver([dropping(), dropping(), steady('answer')]);
    await expect(lastingLink(connection).call(QUERY, undefined, { context: {} })).resolves.toBe('answer');
  });

  it('never sends a command twice: what became of it is unknown', async () => {
    const { connection } = connectionOver([dropping(), steady('answer')]);
    await expect(lastingLink(connection).call(COMMAND, undefined, { context: {} })).rejects.toBeInstanceOf(
      Disconnected,
    );
  });

  it('passes an answer that is an error on, even if the line has gone since', async () => {
    const refusing = makeLine(async cut => {
      cut();
      throw new ORPCError('REFUSAL');
    });
    const { connection } = connectionOver([refusing, steady('answer')]);
    await expect(lastingLink(connection).call(QUERY, undefined, { context: {} })).rejects.toThrow(ORPCError);
  });

  it('stops asking once the caller has left', async () => {
    const { connection } = connectionOver([dropping(), steady('answer')]);
    const options = { context: {}, signal: AbortSignal.abort() };
    await expect(lastingLink(connection).call(QUERY, undefined, options)).rejects.toThrow('closed');
  });

  it('waits longer after each failed attempt, up to a limit, and tells its state', async () => {
    const { connection, waits_ms } = connectionOver([
      ...Array.from({ length: 7 }, () => new Error('no')),
      steady('x'),
    ]);
    const states: string[] = [];
    connection.subscribe(() => states.push(connection.getState()));
    await connection.line();
    expect(waits_ms).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
    expect(states).toEqual(['lost', 'open']);
  });
});
