import { STRINGS_HEAD } from './write-xlsx-parts.ts';
import { hasOuterSpace, putXmlText } from './write-xlsx-text.ts';
import { BLOCK_BYTES, type ZipWriter } from './write-zip.ts';

const MOST_STRINGS = 50_000;
const MOST_UNITS = 200;
const TRIAL_CELLS = 2_000;
const LEAST_REPEATS = 0.6;

/**
 * The workbook's table of repeated texts (types, accounts, names). A column whose texts hardly repeat is left out
 * after a trial and the table is bounded, so a million different memos cost no memory; those stand in their cells.
 */
export class SharedStrings {
  private readonly known = new Map<string, number>();
  private readonly trials: { cells: number; repeats: number; shared: boolean }[] = [];

  /** The text's number in the table, entering it if worth while; -1 if it must stand in its cell. */
  indexOf(text: string, column: number): number {
    this.trials[column] ??= { cells: 0, repeats: 0, shared: true };
    const trial = this.trials[column];
    if (!trial.shared || text.length > MOST_UNITS) return -1;
    const known = this.known.get(text);
    trial.cells += 1;
    if (known !== undefined) {
      trial.repeats += 1;
      return known;
    }
    if (trial.cells > TRIAL_CELLS && trial.repeats < trial.cells * LEAST_REPEATS) trial.shared = false;
    if (this.known.size >= MOST_STRINGS) return -1;
    this.known.set(text, this.known.size);
    return this.known.size - 1;
  }

  /** Forgets what was learnt about columns; the table itself serves the whole workbook. */
  nextSheet(): void {
    this.trials.length = 0;
  }

  async write(zip: ZipWriter): Promise<void> {
    await zip.begin('xl/sharedStrings.xml');
    zip.block.ascii(STRINGS_HEAD);
    for (const text of this.known.keys()) {
      zip.block.ascii(hasOuterSpace(text) ? '<si><t xml:space="preserve">' : '<si><t>');
      putXmlText(zip.block, text);
      zip.block.ascii('</t></si>');
      if (zip.block.at >= BLOCK_BYTES) await zip.flush();
    }
    zip.block.ascii('</sst>');
    await zip.end();
  }
}
