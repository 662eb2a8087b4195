import { life } from './book-life.ts';
import { reads } from './book-reads.ts';
import { BookRoom } from './book-room.ts';
import { writes } from './book-writes.ts';
import type { TaskHooks } from './task-hooks.ts';

/** Everything a book thread can do, by name: its life, what a reader answers, what only the writer does. */
const acts = { ...life, ...reads, ...writes };

export interface BookRequest {
  act: string;
  input: unknown;
  /** Folder of this workstation's shelf. */
  shelf: string;
}

type Act = (room: BookRoom, input: unknown, hooks: TaskHooks) => unknown;

let room: BookRoom | null = null;

/** Runs one act in this thread. */
export function perform({ act, input, shelf }: BookRequest, hooks: TaskHooks): unknown {
  room ??= new BookRoom(shelf);
  return (acts[act as keyof typeof acts] as Act)(room, input, hooks);
}
