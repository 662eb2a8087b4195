/**
 * Rows for other programs: tab-separated text as spreadsheets and editors read it, and an HTML table that tells a
 * spreadsheet which cells are text, so that 19-digit order numbers keep their digits and "=…" stays a word.
 */

/** Cells with a tab, a line break or a quote at the start are quoted, as Excel does. */
export function tsvOf(rows: readonly (readonly string[])[]): string {
  return rows.map(cells => cells.map(quoted).join('\t')).join('\r\n');
}

/** `numeric[i]` says that column i holds numbers; every other column is pasted as text. */
export function htmlTableOf(rows: readonly (readonly string[])[], numeric: readonly boolean[]): string {
  const lines = rows.map(cells => `<tr>${cells.map((cell, at) => cellTag(cell, numeric[at])).join('')}</tr>`);
  return `<table>${lines.join('')}</table>`;
}

function quoted(cell: string): string {
  return /[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function cellTag(cell: string, numeric: boolean | undefined): string {
  const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const plainNumber = numeric && /^-?\d+(\.\d+)?$/.test(cell);
  return plainNumber ? `<td>${text}</td>` : `<td style="mso-number-format:'\\@'">${text}</td>`;
}
