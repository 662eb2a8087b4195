import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { constants, copyFile, mkdir, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { StagedFile } from '../domain/job.ts';
import { Refusal } from '../domain/refusal.ts';
import { LIMITS } from '../domain/table.ts';

interface Upload {
  name: string;
  bytes: number;
  path: string;
}

const DAY_MS = 24 * 3_600_000;
const CHUNK_BYTES_MOST = 2 ** 20;

/**
 * Files of this session: uploads, copies of picked files and exports. Each is hashed on arrival and dies with the
 * session; folders of dead sessions go after a day. The page knows ids and tickets, never a path.
 */
export class Staging {
  private readonly root: string;
  private readonly folder: string;
  private readonly uploads = new Map<string, Upload>();
  private readonly files = new Map<string, StagedFile & { path: string; made: boolean }>();
  private readonly tickets = new Map<string, string>();

  constructor(dataFolder: string) {
    this.root = join(dataFolder, 'staged');
    this.folder = join(this.root, `${process.pid}-${randomUUID()}`);
  }

  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.root)) {
      const path = join(this.root, name);
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs > DAY_MS) await rm(path, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Opens an upload. Refuses `files.limit_file_bytes`. */
  async begin(name: string, bytes: number): Promise<string> {
    refuseSize(name, bytes);
    const uploadId = randomUUID();
    const path = join(this.folder, uploadId);
    await (await open(path, 'w', 0o600)).close();
    await truncate(path, 0);
    this.uploads.set(uploadId, { name: basename(name.replaceAll('\\', '/')), bytes, path });
    return uploadId;
  }

  async chunk(uploadId: string, offset: number, data: Blob): Promise<number> {
    const upload = this.upload(uploadId);
    if (data.size > CHUNK_BYTES_MOST || offset + data.size > upload.bytes)
      throw new Refusal('files.upload_chunk', { offset, bytes: data.size }, { file: upload.name });
    const file = await open(upload.path, 'r+');
    try {
      await file.write(new Uint8Array(await data.arrayBuffer()), 0, data.size, offset);
    } finally {
      await file.close();
    }
    return offset + data.size;
  }

  async finish(uploadId: string): Promise<StagedFile> {
    const upload = this.upload(uploadId);
    const { size } = await stat(upload.path);
    if (size !== upload.bytes)
      throw new Refusal(
        'files.upload_incomplete',
        { received: size, bytes: upload.bytes },
        { file: upload.name },
      );
    this.uploads.delete(uploadId);
    return this.register(upload.name, upload.path);
  }

  /** Copies a file that a person picked (desktop, command line) into the session. */
  async stage(path: string): Promise<StagedFile> {
    const { size } = await stat(path);
    refuseSize(basename(path), size);
    const copy = join(this.folder, randomUUID());
    await copyFile(path, copy, constants.COPYFILE_FICLONE);
    return this.register(basename(path), copy);
  }

  /** A path for an export in the making; `register` makes it known once it is whole. */
  exportPath(): string {
    return join(this.folder, randomUUID());
  }

  /** Takes in a whole file of this folder; `made` for one that the product wrote and no one opened. */
  async register(name: string, path: string, made = false): Promise<StagedFile> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    const staged = {
      id: randomUUID(),
      name,
      bytes: (await stat(path)).size,
      sha256: hash.digest('hex'),
      path,
      made,
    };
    this.files.set(staged.id, staged);
    return known(staged);
  }

  /** Files that were opened in this session, not those it made. */
  list(): StagedFile[] {
    return [...this.files.values()].filter(file => !file.made).map(known);
  }

  /** Ids of all files of this session, also those it made. */
  everyId(): string[] {
    return [...this.files.keys()];
  }

  /** A staged file with its path, for the service only. Refuses `files.not_staged`. */
  get(fileId: string): StagedFile & { path: string } {
    const file = this.files.get(fileId);
    if (!file) throw new Refusal('files.not_staged', { fileId });
    return file;
  }

  async drop(fileId: string): Promise<boolean> {
    const file = this.files.get(fileId);
    if (!file) return false;
    this.files.delete(fileId);
    await rm(file.path, { force: true });
    return true;
  }

  /** A one-time ticket for saving or downloading one file. */
  ticket(fileId: string): { ticket: string; name: string } {
    const { name } = this.get(fileId);
    const ticket = randomBytes(24).toString('base64url');
    this.tickets.set(ticket, fileId);
    return { ticket, name };
  }

  /** Uses a ticket up. Refuses `files.ticket_used` for one that is unknown or used. */
  redeem(ticket: string): StagedFile & { path: string } {
    const fileId = this.tickets.get(ticket);
    if (!fileId) throw new Refusal('files.ticket_used');
    this.tickets.delete(ticket);
    return this.get(fileId);
  }

  private upload(uploadId: string): Upload {
    const upload = this.uploads.get(uploadId);
    if (!upload) throw new Refusal('files.not_staged', { fileId: uploadId });
    return upload;
  }
}

function known({ id, name, bytes, sha256 }: StagedFile): StagedFile {
  return { id, name, bytes, sha256 };
}

function refuseSize(name: string, bytes: number): void {
  if (bytes > LIMITS.file_bytes)
    throw new Refusal('files.limit_file_bytes', { bytes, limit: LIMITS.file_bytes }, { file: name });
}
