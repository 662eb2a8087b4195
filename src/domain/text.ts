import { formatE5, groupThousands } from './money.ts';
import type { Params, Place, RefusalData } from './refusal.ts';

const E5_PER_FEN = 1_000n;

export type Language = 'zh' | 'en';
/** Flat catalogue of one language: dotted code → sentence with `{name}` slots. */
export type Catalogue = Readonly<Record<string, string>>;

/**
 * Renders a text code. An unknown code renders as the code itself, so a missing text is seen and never empty. Slots
 * named `…Fen` hold whole 分 and are written in 元 with two decimals.
 */
export function renderText(catalogue: Catalogue, code: string, params: Params = {}): string {
  const template = catalogue[code];
  if (template === undefined) return code;
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => {
    const value = params[name];
    if (value === undefined) return slot;
    return /(^f|F)en$/.test(name) && /^-?\d+$/.test(String(value)) ? yuanOf(BigInt(value)) : String(value);
  });
}

/** 分 in a sentence, whose unit is always 元: `-1,234.50`. */
function yuanOf(amountFen: bigint): string {
  return groupThousands(formatE5(amountFen * E5_PER_FEN));
}

/** Renders a place as "file › sheet › row 3 › column 金额" in the catalogue's language; empty if nothing is known. */
export function renderPlace(catalogue: Catalogue, place: Place): string {
  const parts: string[] = [];
  if (place.file !== undefined) parts.push(place.file);
  if (place.sheet) parts.push(renderText(catalogue, 'place.sheet', { sheet: place.sheet }));
  if (place.row !== undefined) parts.push(renderText(catalogue, 'place.row', { row: place.row }));
  if (place.column !== undefined) parts.push(renderText(catalogue, 'place.column', { column: place.column }));
  if (place.byte !== undefined) parts.push(renderText(catalogue, 'place.byte', { byte: place.byte }));
  return parts.join(' › ');
}

/** One sentence for a refusal or finding: its text, then its place in brackets. */
export function renderRefusal(catalogue: Catalogue, refusal: RefusalData): string {
  const sentence = renderText(catalogue, refusal.code, refusal.params);
  const place = renderPlace(catalogue, refusal.place);
  return place === '' ? sentence : renderText(catalogue, 'place.sentence', { sentence, place });
}
