import { readFileSync } from 'node:fs';
import type PDFDocument from 'pdfkit';

/** What stands for a character that the font does not have, as printers do. */
export const GETA = '〓';

/** Text as it is set: characters that the font lacks become 〓, control characters go, tabs are spaces. */
export class Type {
  /** A character was replaced. */
  hasGaps = false;
  private readonly document: PDFKit.PDFDocument;
  private readonly has: (point: number) => boolean;
  private readonly widths = new Map<string, number>();

  constructor(document: InstanceType<typeof PDFDocument>, fontPath: string) {
    this.document = document;
    document.registerFont('text', readFileSync(fontPath) as unknown as string);
    document.font('text');
    const { font } = (
      document as unknown as { _font: { font: { hasGlyphForCodePoint(point: number): boolean } } }
    )._font;
    this.has = point => font.hasGlyphForCodePoint(point);
  }

  /** The text as the font can set it. */
  settable(text: string): string {
    let set = '';
    for (const character of text) {
      const point = character.codePointAt(0)!;
      if (point < 0x20 || point === 0x7f) set += ' ';
      else if (this.has(point)) set += character;
      else {
        this.hasGaps = true;
        set += GETA;
      }
    }
    return set;
  }

  /** Width of a settable text in points. */
  width(text: string, size: number): number {
    let ems = 0;
    for (const character of text) {
      let known = this.widths.get(character);
      if (known === undefined) {
        known = this.document.fontSize(1_000).widthOfString(character) / 1_000;
        this.widths.set(character, known);
      }
      ems += known;
    }
    return ems * size;
  }

  /** Lines of a text that fit a width; broken between words where there are any, else anywhere. At least one. */
  lines(text: string, size: number, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    let used = 0;
    for (const piece of piecesOf(text)) {
      const own = this.width(piece, size);
      if (used + own <= width) {
        line += piece;
        used += own;
        continue;
      }
      if (own <= width && line.trim() !== '') {
        lines.push(line.trimEnd());
        line = piece.trimStart();
        used = this.width(line, size);
        continue;
      }
      for (const character of piece) {
        const step = this.width(character, size);
        if (used + step > width && line !== '') {
          lines.push(line);
          line = '';
          used = 0;
        }
        line += character;
        used += step;
      }
    }
    lines.push(line.trimEnd());
    return lines;
  }
}

/** Where a line may break: after a Latin word with its space, and around any other character. */
function piecesOf(text: string): string[] {
  return text.match(/[!-~]+ ?|./gsu) ?? [];
}
