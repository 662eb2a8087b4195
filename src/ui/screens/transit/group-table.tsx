import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import type { Group } from './rows.ts';
import { Amount } from './words.tsx';

/** Items by client or by channel; a line narrows the list to its own. */
export function GroupTable(props: {
  by: 'clients' | 'channels';
  groups: readonly Group[];
  open(group: Group): void;
}) {
  const { t } = useTexts();
  const { by, groups, open } = props;
  const money = (heading: string) => t('grid.with_unit', { heading, unit: t('screens.order.yuan') });
  return (
    <div className="upg-scroll">
      <table className="plain-table upg-table transit-plain" aria-label={t(`screens.transit.view.${by}`)}>
        <thead>
          <tr>
            <th>{t(`screens.transit.col.${by === 'clients' ? 'client' : 'channel'}`)}</th>
            <th className="number">{t('screens.transit.col.count')}</th>
            <th className="number">{money(t('screens.transit.col.on_book'))}</th>
            <th className="number">{money(t('screens.transit.col.memo'))}</th>
            <th className="number">{t('screens.transit.col.overdue')}</th>
            <th>{t('screens.transit.col.oldest')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(group => (
            <tr key={group.key}>
              <td>
                {group.name === null ? (
                  <span className="muted">{t(`screens.transit.none.${by}`)}</span>
                ) : (
                  <button type="button" className="line-link" onClick={() => open(group)}>
                    {group.name}
                  </button>
                )}
              </td>
              <td className="figures number">{showCount(group.sum.count)}</td>
              <td className="number">{group.sum.fen === 0 ? '–' : <Amount fen={group.sum.fen} />}</td>
              <td className="number">
                {group.sum.memoFen === 0 ? '–' : <Amount fen={group.sum.memoFen} isMemo />}
              </td>
              <td className="figures number">
                {group.sum.overdue === 0 ? '–' : showCount(group.sum.overdue)}
              </td>
              <td className="figures">{group.oldestOn}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
