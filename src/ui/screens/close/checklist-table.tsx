import { LockOutlined } from '@ant-design/icons';
import type { CheckedLine, LineState } from '../../../domain/close/types.ts';
import { Chip } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';

const TONES: Record<LineState, 'success' | 'danger' | 'warning' | 'neutral' | 'info'> = {
  done: 'success',
  missing: 'danger',
  carried: 'warning',
  not_applicable: 'neutral',
  unchecked: 'info',
};

/** The thirty lines of a month; a line opens what stands behind it. */
export function ChecklistTable(props: {
  lines: readonly CheckedLine[];
  chosen: number | null;
  choose(line: number): void;
}) {
  const { t } = useTexts();
  return (
    <div className="clients-scroll close-lines">
      <table className="plain-table policies-table">
        <thead>
          <tr>
            <th className="number">{t('close.report.column.line')}</th>
            <th>{t('close.report.column.name')}</th>
            <th className="close-state">{t('close.report.column.state')}</th>
            <th className="number">{t('close.report.column.count')}</th>
            <th className="number">{t('close.report.column.amount')}</th>
            <th className="close-oldest">{t('close.report.column.oldest')}</th>
            <th className="close-owner">{t('close.report.column.owner')}</th>
          </tr>
        </thead>
        <tbody>
          {props.lines.map(({ line, state, isHardStop, count, amountFen, oldestOn, exception }) => (
            <tr
              key={line}
              className="policies-row"
              aria-selected={line === props.chosen}
              data-state={state}
              onClick={() => props.choose(line)}
            >
              <td className="number figures muted">{line}</td>
              <td>
                <button type="button" className="close-name" onClick={() => props.choose(line)}>
                  {t(`close.line.${line}`)}
                </button>
                {isHardStop ? (
                  <LockOutlined className="close-stop" title={t('screens.close.hard_stop')} aria-hidden />
                ) : null}
              </td>
              <td>
                <Chip tone={TONES[state]} word={t(`close.state.${state}`)} />
              </td>
              <td className="number figures">{count === 0 ? '–' : count}</td>
              <td className="number">
                <Figure fen={amountFen} />
              </td>
              <td className="figures muted close-oldest">{oldestOn ?? ''}</td>
              <td className="close-owner">
                {exception ? `${exception.owner} · ${exception.dueOn ?? ''}` : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
