import { differencesOf, type GlLine, type GlSums } from '../../../domain/vouchers/gl-compare.ts';
import { Chip } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';

const FIGURES: readonly (keyof GlSums)[] = ['openingFen', 'debitsFen', 'creditsFen', 'closingFen'];

/** The difference that a line is told by: the closing one, else the first that is not zero. */
export function differenceOf({ side, ours, theirs }: GlLine): number {
  const differences = differencesOf(side, ours, theirs);
  return differences.at(-1) || (differences.find(fen => fen !== 0) ?? 0);
}

/** 总账核对表: ours and theirs in the same four figures. */
export function CheckTable(props: {
  lines: readonly GlLine[];
  keyOf(line: GlLine): string;
  chosen: string | null;
  /** A panel stands beside it: only the closing balances are shown. */
  isNarrow: boolean;
  open(line: GlLine): void;
}) {
  const { t } = useTexts();
  const figures = props.isNarrow ? FIGURES.slice(-1) : FIGURES;
  return (
    <div className="clients-scroll">
      <table className="plain-table policies-table vouchers-check">
        <thead>
          <tr>
            <th rowSpan={2}>{t('vouchers.check.code')}</th>
            <th colSpan={figures.length} className="vouchers-group">
              {t('screens.vouchers.check.ours')}
            </th>
            <th colSpan={figures.length} className="vouchers-group">
              {t('screens.vouchers.check.theirs')}
            </th>
            <th rowSpan={2} className="number vouchers-first">
              {t('vouchers.check.difference')}
            </th>
            <th rowSpan={2}>{t('vouchers.check.verdict')}</th>
          </tr>
          <tr>
            {(['ours', 'theirs'] as const).flatMap(side =>
              figures.map((figure, at) => (
                <th key={`${side} ${figure}`} className={at === 0 ? 'number vouchers-first' : 'number'}>
                  {t(`screens.vouchers.check.${figure.slice(0, -3)}`)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {props.lines.map(line => (
            <CheckRow
              key={props.keyOf(line)}
              line={line}
              figures={figures}
              isOpen={props.keyOf(line) === props.chosen}
              open={() => props.open(line)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CheckRow(props: {
  line: GlLine;
  figures: readonly (keyof GlSums)[];
  isOpen: boolean;
  open(): void;
}) {
  const { t } = useTexts();
  const { line, figures, isOpen, open } = props;
  const { glCode, glName, aux, ours, theirs, isEqual } = line;
  return (
    <tr className="policies-row vouchers-line" aria-selected={isOpen} data-equal={isEqual} onClick={open}>
      <td className={aux === null ? undefined : 'vouchers-narrow'}>
        <button type="button" className="vouchers-open" onClick={open}>
          {aux === null ? (
            <>
              <span className="figures">{glCode}</span> {glName}
            </>
          ) : (
            <>
              <span className="figures">{aux.code}</span> {aux.name}
            </>
          )}
        </button>
      </td>
      {[ours, theirs].map((sums, of) =>
        figures.map((figure, at) => (
          <td
            key={`${of === 0 ? 'ours' : 'theirs'} ${figure}`}
            className={at === 0 ? 'number vouchers-first' : 'number'}
          >
            <Figure fen={sums[figure]} />
          </td>
        )),
      )}
      <td className="number vouchers-first">
        <Figure fen={differenceOf(line)} />
      </td>
      <td>
        <Chip
          tone={isEqual ? 'success' : 'danger'}
          word={t(isEqual ? 'vouchers.check.equal' : 'vouchers.check.different')}
        />
      </td>
    </tr>
  );
}
