import { Parser } from 'htmlparser2';
import type { Budget } from './budget.ts';
import { refuseEncoding } from './xml-scan.ts';

/** An element of a small part (workbook, relationships, styles): local name and attributes by local name. */
export type OnElement = (name: string, attributes: Map<string, string>, parent: string) => void;

/**
 * Walks the elements of a small XML part. Namespace prefixes are dropped, except that of `r:id`, which is kept as
 * `r:id` whatever its prefix. Throws `files.xml_damaged`, `files.dtd`, `files.xml_encoding`.
 */
export function walkXml(bytes: Uint8Array, part: string, budget: Budget, onElement: OnElement): void {
  refuseEncoding(bytes.subarray(0, 200), part, budget);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw budget.refusal('files.xml_damaged', { part });
  }
  const open: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const local = localOf(name);
        onElement(local, localAttributes(attributes), open.at(-1) ?? '');
        open.push(local);
      },
      onclosetag() {
        open.pop();
      },
      onprocessinginstruction(name) {
        if (name.toLowerCase().startsWith('!doctype')) throw budget.refusal('files.dtd', { part });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < text.length; at += 2 ** 18) {
    budget.step();
    parser.write(text.slice(at, at + 2 ** 18));
  }
  parser.end();
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function localAttributes(attributes: Record<string, string>): Map<string, string> {
  const local = new Map<string, string>();
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('xmlns')) continue;
    const short = localOf(name);
    local.set(short === 'id' && name !== 'id' ? 'r:id' : short, value);
  }
  return local;
}
