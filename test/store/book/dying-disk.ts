import { type Disk, disk } from '../../../src/store/book/disk.ts';

/** The acts of a disk that change something; between two of them a kill finds another state. */
const CHANGES = new Set<keyof Disk>([
  'writeNew',
  'copy',
  'link',
  'rename',
  'remove',
  'makeFolder',
  'sync',
  'syncFolder',
]);

/** Thrown in the place of a kill: nothing reaches the disk after it. */
export class Killed extends Error {}

/** A disk on which the change number `at` (from 1) and all after it no longer happen. */
export function dyingDisk(at: number): { disk: Disk; reached: () => boolean } {
  let changes = 0;
  return wrapped(
    name => {
      if (CHANGES.has(name)) changes += 1;
      if (changes >= at) throw new Killed();
    },
    () => changes >= at,
  );
}

/** A disk on which the act number `at` (from 1) fails once with a code of the system. */
export function failingDisk(at: number, code: string): { disk: Disk; reached: () => boolean } {
  let acts = 0;
  return wrapped(
    () => {
      acts += 1;
      if (acts === at) throw Object.assign(new Error(code), { code });
    },
    () => acts >= at,
  );
}

function wrapped(before: (name: keyof Disk) => void, reached: () => boolean) {
  const names = Object.keys(disk) as (keyof Disk)[];
  const acts = names.map(name => [
    name,
    (...args: never[]) => {
      before(name);
      return (disk[name] as (...args: never[]) => unknown)(...args);
    },
  ]);
  return { disk: Object.fromEntries(acts) as Disk, reached };
}
