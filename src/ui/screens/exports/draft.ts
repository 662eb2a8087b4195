import type { GridColumn } from '../../../domain/grid.ts';
import type { NamedExport, NewExport } from '../../../domain/named-export.ts';
import type { GridShown } from '../../grid/props.ts';

/** Grids that are offered; each is looked at on a screen of its own too. */
export const EXPORT_GRIDS = [
  ...(['book:orders', 'book:journal', 'book:tickets', 'book:invoices', 'book:files', 'book:log'] as const),
];

/** What is said in the panel; the rest is what the grid shows. */
export interface ExportDraft {
  name: string;
  periodColumn: string | null;
  format: 'xlsx' | 'csv';
  /** Own headings, by column key. */
  headings: Readonly<Record<string, string>>;
}

export function draftOf(of: NamedExport | null): ExportDraft {
  return {
    name: of?.name ?? '',
    periodColumn: of?.periodColumn ?? null,
    format: of?.format ?? 'xlsx',
    headings: Object.fromEntries((of?.columns ?? []).map(({ key, heading }) => [key, heading])),
  };
}

/** Date columns of a grid, by one of which a month may be taken. */
export function periodColumns(columns: readonly GridColumn[]): GridColumn[] {
  return columns.filter(({ kind }) => kind === 'date');
}

/** The export that a draft and its grid make: shown columns in their order, under their own headings where given. */
export function exportOf(
  draft: ExportDraft,
  { grid, shown, named }: { grid: string; shown: GridShown; named(key: string): string },
): NewExport {
  const columns = shown.columns
    .filter(({ hidden }) => !hidden)
    .map(({ key }) => ({ key, heading: draft.headings[key]?.trim() || named(key) }));
  const { name, periodColumn, format } = draft;
  return { ...{ name: name.trim(), grid, periodColumn, format }, columns, query: shown.query };
}

/** Columns of an export as a grid lays them out: chosen ones first, in their order, the others put away. */
export function layoutOfExport(
  { columns }: Pick<NamedExport, 'columns'>,
  known: readonly GridColumn[],
): { key: string; width: number; hidden: boolean }[] {
  const chosen = columns.map(({ key }) => key);
  const others = known.map(({ key }) => key).filter(key => !chosen.includes(key));
  const width = 128;
  return [
    ...chosen.map(key => ({ key, width, hidden: false })),
    ...others.map(key => ({ key, width, hidden: true })),
  ];
}
