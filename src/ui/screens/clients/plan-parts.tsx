import { Button } from 'antd';
import { useState } from 'react';
import type { RefusedRecord } from '../../../domain/parties/client-rows.ts';
import type { Finding } from '../../../domain/refusal.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { SEVERITY_TONES } from '../statements/words.ts';

/** Rows that a table shows before it is asked for more. */
export const STEP_ROWS = 200;

/** The first rows of a long table, and the button for more of them. */
export function useSteps<T>(rows: readonly T[]) {
  const [shown, setShown] = useState(STEP_ROWS);
  const left = rows.length - shown;
  return { rows: rows.slice(0, shown), left, more: () => setShown(shown + STEP_ROWS) };
}

export function MoreRows({ left, more }: { left: number; more(): void }) {
  const { t } = useTexts();
  if (left <= 0) return null;
  return (
    <p className="clients-more">
      <Button size="small" onClick={more}>
        {t('screens.clients.more_rows', { count: showCount(left) })}
      </Button>
    </p>
  );
}

/** A fault or doubt of one cell. */
export interface CellFinding {
  sheet: string;
  row: number;
  column: string;
  /** The cell as it stands; '' where the finding speaks of no cell. */
  cell: string;
  finding: Finding;
}

/** Every fault of refused rows, cell by cell. */
export function cellFindings(refused: readonly RefusedRecord[]): CellFinding[] {
  const inOrder = refused.toSorted((one, other) =>
    one.sheet === other.sheet ? one.row - other.row : one.sheet < other.sheet ? -1 : 1,
  );
  return inOrder.flatMap(({ sheet, row, headings, cells, findings }) =>
    findings.map(finding => {
      const column = finding.place.column === undefined ? '' : String(finding.place.column);
      const at = headings.findIndex(heading => heading.trim() === column);
      return { sheet, row, column, cell: at < 0 ? '' : (cells[at] ?? ''), finding };
    }),
  );
}

/** Refused rows, cell by cell: where, what stands there, what is wrong with it. */
export function RefusedTable({ refused }: { refused: readonly RefusedRecord[] }) {
  const { t } = useTexts();
  const { rows, left, more } = useSteps(cellFindings(refused));
  return (
    <>
      <table className="plain-table clients-findings">
        <thead>
          <tr>
            <th>{t('screens.clients.plan.place')}</th>
            <th>{t('screens.clients.plan.column')}</th>
            <th>{t('screens.clients.plan.cell')}</th>
            <th>{t('screens.clients.plan.problem')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ sheet, row, column, cell, finding }) => (
            <tr key={`${sheet} ${row} ${column} ${finding.code} ${cell}`}>
              <td className="figures clients-place">{placeText(t, sheet, row)}</td>
              <td>{column}</td>
              <td className="figures clients-cell">{cell}</td>
              <td>
                <FindingLine finding={finding} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreRows left={left} more={more} />
    </>
  );
}

export function placeText(t: ReturnType<typeof useTexts>['t'], sheet: string, row: number): string {
  const params = { sheet, row: showCount(row) };
  return sheet === ''
    ? t('screens.clients.plan.row', { row: params.row })
    : t('screens.clients.plan.sheet_row', params);
}

export function FindingLine({ finding }: { finding: Finding }) {
  const { t } = useTexts();
  return (
    <span className="clients-finding">
      <Chip
        tone={SEVERITY_TONES[finding.severity]}
        word={t(`screens.statements.severity.${finding.severity}`)}
      />
      <span>{t(finding.code, finding.params)}</span>
    </span>
  );
}

/** Doubts with the place that each carries. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTexts();
  const { rows, left, more } = useSteps(findings);
  return (
    <>
      <ul className="clients-doubts">
        {rows.map(finding => {
          const { sheet = '', row, column } = finding.place;
          const parts = [row === undefined ? '' : placeText(t, sheet, row), column ?? ''].filter(
            part => part !== '',
          );
          return (
            <li key={JSON.stringify(finding)}>
              <span className="figures clients-place">{parts.join(' · ')}</span>
              <FindingLine finding={finding} />
            </li>
          );
        })}
      </ul>
      <MoreRows left={left} more={more} />
    </>
  );
}
