import { createReadStream } from 'node:fs';
import { Refusal } from '../domain/refusal.ts';
import { type Language, renderRefusal } from '../domain/text.ts';
import { writeWhole } from '../files/write-file.ts';
import type { Gate } from './gate.ts';
import { loadCatalogue } from './resources.ts';

/** What the desktop shell may ask of the service; paths come from the system's own dialogs, never from a page. */
export interface ShellDesk {
  /** Takes a file that a person opened with the program into the session; answers its id. */
  stage(path: string): Promise<string>;
  /** Uses a ticket up and writes its file whole to the chosen path. */
  save(ticket: string, path: string): Promise<void>;
  /** Where the file of a used ticket was saved. Refuses `files.ticket_used` for any other. */
  reveal(ticket: string): string;
}

/** The service's side of the shell's messages over one gate. */
export function shellDesk(gate: Gate): ShellDesk {
  const saved = new Map<string, string>();
  return {
    async stage(path) {
      return (await gate.staging.stage(path)).id;
    },
    async save(ticket, path) {
      const file = gate.staging.redeem(ticket);
      await writeWhole(path, async sink => {
        for await (const bytes of createReadStream(file.path)) await sink.write(bytes);
      });
      saved.set(ticket, path);
    },
    reveal(ticket) {
      const path = saved.get(ticket);
      if (!path) throw new Refusal('files.ticket_used');
      return path;
    },
  };
}

/** A sentence in each language for whatever went wrong, for a shell that renders no texts of the service. */
export function faultSentences(error: unknown): Record<Language, string> {
  const sentence = (language: Language) =>
    error instanceof Refusal
      ? renderRefusal(loadCatalogue(language), error.data())
      : (error as Error).message;
  return { zh: sentence('zh'), en: sentence('en') };
}
