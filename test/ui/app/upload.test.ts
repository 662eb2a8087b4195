import { describe, expect, it } from 'vitest';
import { Disconnected } from '../../../src/ui/app/client.ts';
import { type UploadDoor, uploadFile } from '../../../src/ui/app/upload.ts';

const MIB = 1 << 20;

/** A door that keeps what it is sent; `fault` may throw before a chunk is taken. */
function makeDoor(fault: (offset: number, time: number) => void = () => {}) {
  const chunks: { offset: number; bytes: number }[] = [];
  let times = 0;
  const door: UploadDoor = {
    begin: async () => ({ uploadId: 'u' }),
    chunk: async ({ offset, data }) => {
      fault(offset, times++);
      chunks.push({ offset, bytes: data.size });
      return { received: offset + data.size };
    },
    finish: async () => ({ id: 'f', name: 'a.csv', bytes: 0, sha256: '' }),
  };
  return { door, chunks };
}

function file(bytes: number): File {
  return new File([new Uint8Array(bytes)], 'a.csv');
}

describe('upload', () => {
  it('sends chunks of at most 1 MiB, end to end, and says how far it is', async () => {
    const { door, chunks } = makeDoor();
    const shares: number[] = [];
    const staged = await uploadFile(file(2 * MIB + 10), share => shares.push(share), undefined, door);
    expect(chunks).toEqual([
      { offset: 0, bytes: MIB },
      { offset: MIB, bytes: MIB },
      { offset: 2 * MIB, bytes: 10 },
    ]);
    expect(shares.at(-1)).toBe(1);
    expect(staged.id).toBe('f');
  });

  it('stages an empty file without a chunk', async () => {
    const { door, chunks } = makeDoor();
    await expect(uploadFile(file(0), undefined, undefined, door)).resolves.toMatchObject({ id: 'f' });
    expect(chunks).toEqual([]);
  });

  it('sends a chunk once more after a drop, and no more than that', async () => {
    const once = makeDoor((_, time) => {
      if (time === 1) throw new Disconnected();
    });
    await uploadFile(file(2 * MIB), undefined, undefined, once.door);
    expect(once.chunks.map(chunk => chunk.offset)).toEqual([0, MIB]);
    const gone = makeDoor(() => {
      throw new Disconnected();
    });
    await expect(uploadFile(file(MIB), undefined, undefined, gone.door)).rejects.toBeInstanceOf(Disconnected);
  });

  it('stops between two chunks when cancelled', async () => {
    const { door, chunks } = makeDoor();
    const stop = new AbortController();
    const sending = uploadFile(file(5 * MIB), () => stop.abort(), stop.signal, door);
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    expect(chunks).toHaveLength(1);
  });
});
