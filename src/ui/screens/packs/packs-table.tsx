import { Checkbox } from 'antd';
import type { PackRow } from '../../../contract/packs.ts';
import { Chip } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';
import { stateOf, TONES } from './board.ts';

/** Clients of the month, one line each; chosen lines are marked or made together. */
export function PacksTable(props: {
  rows: readonly PackRow[];
  chosen: ReadonlySet<number>;
  open: number | null;
  choose(clients: readonly number[], on: boolean): void;
  show(client: number): void;
}) {
  const { t } = useTexts();
  const { rows, chosen } = props;
  const count = rows.filter(({ client }) => chosen.has(client)).length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="clients-scroll" tabIndex={0}>
      <table className="plain-table policies-table packs-table" aria-label={t('screens.packs.title')}>
        <thead>
          <tr>
            <th className="packs-check">
              <Checkbox
                aria-label={t('screens.packs.choose_all')}
                checked={count > 0 && count === rows.length}
                indeterminate={count > 0 && count < rows.length}
                onChange={event =>
                  props.choose(
                    rows.map(({ client }) => client),
                    event.target.checked,
                  )
                }
              />
            </th>
            <th>{t('letters.column.code')}</th>
            <th>{t('letters.column.client')}</th>
            <th>{t('screens.packs.state')}</th>
            <th>{t('screens.packs.state_on')}</th>
            <th className="number">{t('reports.column.unallocated')}</th>
            <th className="number">{t('reports.column.at_platform')}</th>
            <th className="packs-wide">{t('screens.packs.as_of')}</th>
            <th className="packs-wide">{t('screens.packs.code')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <PackLine key={row.client} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PackLine({ row, chosen, open, choose, show }: { row: PackRow } & Parameters<typeof PacksTable>[0]) {
  const { t } = useTexts();
  const { client, code, name, pack, isClosed } = row;
  const state = stateOf(row);
  return (
    <tr className="policies-row" aria-selected={client === open} onClick={() => show(client)}>
      <td className="packs-check">
        <Checkbox
          onClick={event => event.stopPropagation()}
          aria-label={t('screens.packs.choose', { client: name })}
          checked={chosen.has(client)}
          onChange={event => choose([client], event.target.checked)}
        />
      </td>
      <td className="figures muted">{code}</td>
      <td>
        <button type="button" className="line-link" onClick={() => show(client)}>
          {name}
        </button>
      </td>
      <td>
        <Chip tone={TONES[state]} word={t(`screens.packs.state.${state}`)} />
      </td>
      <td className="packs-said">
        <span className="figures">{pack?.stateOn ?? ''}</span> {pack?.stateBy ?? ''}
      </td>
      <td className="number">{pack ? <Figure fen={pack.closing.unallocatedFen} zero="0.00" /> : null}</td>
      <td className="number">{pack ? <Figure fen={pack.closing.atPlatformFen} zero="0.00" /> : null}</td>
      <td className="packs-wide">
        {pack ? (
          <>
            <span className="figures">{pack.finality.to}</span>{' '}
            <span className="muted">{t(`screens.packs.finality.${pack.finality.state}`)}</span>
          </>
        ) : (
          <span className="muted">{t(isClosed ? 'screens.packs.closed' : 'screens.packs.not_closed')}</span>
        )}
      </td>
      <td className="packs-wide figures muted">{pack?.checkCode ?? ''}</td>
    </tr>
  );
}
