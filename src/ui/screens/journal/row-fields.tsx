import { beijingClock } from '../../../domain/calendar/days.ts';
import type { RowDetail } from '../../../domain/drill.ts';
import type { Texts } from '../../app/catalogues.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';

const TONES: Record<RowDetail['state'], Tone> = {
  open: 'warning',
  booked: 'success',
  noted: 'neutral',
  superseded: 'neutral',
};

/** What a row of a file said, field by field, under the words that the form gives its columns. */
export function RowFields({ row }: { row: RowDetail }) {
  const texts = useTexts();
  const { t } = texts;
  return (
    <table className="side-table row-fields">
      <tbody>
        {row.fields.map(({ name, text }) => (
          <tr key={name}>
            <th scope="row">{fieldName(name, texts)}</th>
            <td>{text}</td>
          </tr>
        ))}
        {row.fields.length === 0 ? (
          <tr>
            <td>{t('drill.row_empty')}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

/** A field by its meaning; a column without one keeps the heading that the file gives it. */
function fieldName(name: string, { t, has }: Texts): string {
  if (name.startsWith('+')) return name.slice(1);
  const code = [`meaning.${name}`, `drill.meaning.${name}`].find(has);
  return code ? t(code) : name;
}

/** State of a row, and the versions of it that other files brought. */
export function RowVersions({ row, open }: { row: RowDetail; open(file: number, row: number): void }) {
  const { t } = useTexts();
  if (row.versions.length < 2) return null;
  return (
    <section className="side-section">
      <h2>{t('drill.versions')}</h2>
      <ol className="legs">
        {row.versions.map(version => (
          <li key={version.row} className="leg" data-shown={version.row === row.row || undefined}>
            <div className="leg-head">
              <b>{t('drill.version', { version: version.version })}</b>
              <Chip tone={TONES[version.state]} word={t(`bookgrid.state.${version.state}`)} />
              <span className="leg-gap" />
              <span className="figures muted">{beijingClock(version.at)}</span>
            </div>
            <button
              type="button"
              className="leg-account"
              disabled={version.row === row.row}
              onClick={() => open(version.file, version.row)}
            >
              {placeOf(version, t)}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function RowState({ state }: { state: RowDetail['state'] }) {
  const { t } = useTexts();
  return <Chip tone={TONES[state]} word={t(`bookgrid.state.${state}`)} />;
}

/** File, sheet and line of a row, as a person finds it. */
export function placeOf(
  { fileName, sheet, line }: Pick<RowDetail, 'fileName' | 'sheet' | 'line'>,
  t: Texts['t'],
): string {
  return [fileName, sheet, t('drill.line', { line: showCount(line) })].filter(Boolean).join(' › ');
}
