import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Staging } from '../../src/runtime/staging.ts';

let folder: string;
let staging: Staging;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-staging-'));
  staging = new Staging(folder);
  await staging.open();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('uploads', () => {
  it('puts chunks together in any order, sent twice or not, and hashes the whole', async () => {
    const bytes = Buffer.from('对账单'.repeat(1000));
    const half = 4_000;
    const uploadId = await staging.begin('流水.csv', bytes.length);
    await staging.chunk(uploadId, half, new Blob([bytes.subarray(half)]));
    await staging.chunk(uploadId, 0, new Blob([bytes.subarray(0, half)]));
    await staging.chunk(uploadId, 0, new Blob([bytes.subarray(0, half)]));
    const staged = await staging.finish(uploadId);
    expect(staged).toMatchObject({ name: '流水.csv', bytes: bytes.length });
    expect(staged.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(staged).not.toHaveProperty('path');
  });

  it('keeps only the last part of a name that carries folders', async () => {
    const uploadId = await staging.begin('..\\..\\a/../流水.csv', 0);
    expect((await staging.finish(uploadId)).name).toBe('流水.csv');
  });

  it('refuses an upload that is not whole, a chunk past the end and a file over the limit', async () => {
    const uploadId = await staging.begin('a.csv', 10);
    await expect(staging.finish(uploadId)).rejects.toMatchObject({ code: 'files.upload_incomplete' });
    await expect(staging.chunk(uploadId, 8, new Blob(['abc']))).rejects.toMatchObject({
      code: 'files.upload_chunk',
    });
    await expect(staging.begin('a.csv', 201 * 2 ** 20)).rejects.toMatchObject({
      code: 'files.limit_file_bytes',
    });
    await expect(staging.chunk('unknown', 0, new Blob(['a']))).rejects.toMatchObject({
      code: 'files.not_staged',
    });
  });
});

describe('session', () => {
  it('leaves nothing behind when it closes, and clears folders of dead sessions after a day', async () => {
    const old = join(folder, 'staged', 'old');
    const young = join(folder, 'staged', 'young');
    await Promise.all([mkdir(old), mkdir(young)]);
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    await utimes(old, twoDaysAgo, twoDaysAgo);
    const next = new Staging(folder);
    await next.open();
    expect(await readdir(join(folder, 'staged'))).not.toContain('old');
    await next.close();
    await staging.close();
    expect(await readdir(join(folder, 'staged'))).toEqual(['young']);
  });

  it('forgets a dropped file', async () => {
    const path = join(folder, 'a.csv');
    await writeFile(path, 'a');
    const staged = await staging.stage(path);
    expect(await staging.drop(staged.id)).toBe(true);
    expect(() => staging.get(staged.id)).toThrow('files.not_staged');
    expect(await staging.drop(staged.id)).toBe(false);
  });
});
