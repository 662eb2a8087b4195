import type { PeriodView } from '../../../contract/close.ts';
import { Chip } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';

/** Months of the book, the latest first; one of them is chosen. */
export function PeriodsList(props: {
  periods: readonly PeriodView[];
  chosen: string | null;
  choose(month: string): void;
}) {
  const { t } = useTexts();
  return (
    <div className="close-periods">
      <table className="plain-table policies-table">
        <thead>
          <tr>
            <th>{t('screens.close.month')}</th>
            <th>{t('screens.close.state')}</th>
            <th className="number">{t('screens.close.clients')}</th>
          </tr>
        </thead>
        <tbody>
          {props.periods.map(({ month, state, clients, clientsClosed, seal }) => (
            <tr
              key={month}
              className="policies-row"
              aria-selected={month === props.chosen}
              onClick={() => props.choose(month)}
            >
              <td>
                <button type="button" className="close-month figures" onClick={() => props.choose(month)}>
                  {month}
                </button>
              </td>
              <td title={seal ? t('screens.close.sealed_by', { by: seal.closedBy }) : undefined}>
                <Chip
                  tone={state === 'closed' ? 'success' : 'neutral'}
                  word={t(`screens.close.period.${state}`)}
                />
              </td>
              <td className="number figures muted">
                {state === 'closed' ? clients : clientsClosed} / {clients}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
