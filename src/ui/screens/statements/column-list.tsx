import type { ColumnReading } from '../../../domain/statement.ts';
import { useTexts } from '../../app/texts.ts';

/** The headings of the file with what each was taken for. */
export function ColumnList({ columns }: { columns: readonly ColumnReading[] }) {
  const { t } = useTexts();
  return (
    <table className="side-table">
      <thead>
        <tr>
          <th>{t('screens.statements.heading')}</th>
          <th>{t('screens.statements.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(column => (
          <tr key={column.index}>
            <td title={column.heading}>
              {column.heading || t('screens.statements.column_number', { number: column.index + 1 })}
            </td>
            <td className={column.meaning ? undefined : 'muted'}>
              {column.meaning ? t(`meaning.${column.meaning}`) : t('screens.statements.not_used')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
