import type { PoolPageView } from '../../../contract/pools.ts';
import { fenOfE5 } from '../../../domain/money.ts';
import { type PoolDay, standing } from '../../../domain/pools/flow-days.ts';
import type { PoolItem } from '../../../domain/pools/items.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';

const TONES: Record<PoolDay['state'], Tone> = {
  holds: 'success',
  explained: 'warning',
  unexplained: 'danger',
  untold: 'neutral',
};

/** What was moved on one day. */
export type OpenMoves = (of: { day: string; item?: PoolItem }) => void;

/** Each day of the flow against its identities and the book, the newest first. */
export function DaysTable(props: { page: PoolPageView; openDay(day: string): void; openMoves: OpenMoves }) {
  const { t } = useTexts();
  const { page, openDay, openMoves } = props;
  const days = page.days.toReversed();
  if (days.length === 0) return <p className="panel-text">{t('screens.pools.no_days')}</p>;
  const heads = [
    'in',
    'out',
    'spent',
    'cash_spent',
    'grant_spent',
    'total',
    'cash',
    'grant',
    'book',
    'difference',
  ];
  return (
    <div className="pools-scroll">
      <table className="plain-table pools-days">
        <thead>
          <tr>
            <th scope="col">{t('pools.day.day')}</th>
            {heads.map(name => (
              <th key={name} scope="col" className="number">
                {t(`pools.day.${name}`)}
              </th>
            ))}
            <th scope="col">{t('pools.day.state')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(each => (
            <Day key={each.day} one={each} openDay={openDay} openMoves={openMoves} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Day(props: { one: PoolDay; openDay(day: string): void; openMoves: OpenMoves }) {
  const { t } = useTexts();
  const { openDay, openMoves } = props;
  const { day, flow, book, state, settled } = props.one;
  const e5 = (amountE5: number | null | undefined) => (amountE5 == null ? null : fenOfE5(amountE5));
  const cells: [string, number | null, (() => void)?][] = [
    ['in', e5(flow?.inE5), () => openMoves({ day, item: 'recharge' })],
    ['out', e5(flow?.outE5)],
    ['spent', e5(flow?.spentE5), () => openMoves({ day, item: 'spent' })],
    ['cash_spent', e5(flow?.cashSpentE5), () => openMoves({ day, item: 'spent' })],
    ['grant_spent', e5(flow?.grantSpentE5), () => openMoves({ day, item: 'spent' })],
    ['total', e5(flow?.totalE5)],
    ['cash', e5(flow?.cashE5)],
    ['grant', e5(flow?.grantE5)],
    ['book', standing(book), () => openMoves({ day })],
    ['difference', flow?.cashE5 == null ? null : fenOfE5(flow.cashE5) - standing(book)],
  ];
  return (
    <tr>
      <th scope="row" className="figures">
        {day}
      </th>
      {cells.map(([name, fen, open]) => (
        <td key={name} className="number">
          {fen === null ? (
            <span className="figure-none">{flow ? t('screens.pools.unknown') : ''}</span>
          ) : (
            <Figure fen={fen} open={open} />
          )}
        </td>
      ))}
      <td>
        <button type="button" className="pools-state" onClick={() => openDay(day)}>
          <Chip tone={TONES[state]} word={t(`pools.day.state.${state}`)} />
          {settled ? <span className="muted">{t('screens.pools.settled')}</span> : null}
        </button>
      </td>
    </tr>
  );
}
