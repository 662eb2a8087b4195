import { Fragment } from 'react';
import { beijingTime } from '../../../domain/calendar/days.ts';
import type { Lineage, LineageFigure, LineageMonth, LineageStatement } from '../../../domain/lineage.ts';
import { lastDayOf } from '../../../domain/reports/days.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { clientStatementPath, ledgerPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useAccountWords } from '../accounts/account-words.ts';
import { Figure } from '../accounts/figure.tsx';
import { Card, Column, type LineageWays } from './column.tsx';

/** 余额与报表: which figures the chain moved, what they came to, and where they were told. */
export function FiguresColumn({ chain, open }: { chain: Lineage } & LineageWays) {
  const { t } = useTexts();
  const { figures, months } = chain;
  return (
    <Column name="figures" count={figures.length === 0 ? '' : showCount(figures.length)}>
      {months.map(month => (
        <Month
          key={month.month}
          month={month}
          figures={figures.filter(each => each.month === month.month)}
          open={open}
        />
      ))}
      {months.length === 0 ? <p className="side-note">{t('screens.lineage.no_figures')}</p> : null}
    </Column>
  );
}

function Month(props: { month: LineageMonth; figures: readonly LineageFigure[] } & LineageWays) {
  const { t } = useTexts();
  const { month: told, figures, open } = props;
  const { month, seal, statements, vouchers } = told;
  const range = { from: `${month}-01`, to: lastDayOf(month) };
  return (
    <Card
      head={
        <>
          <b className="figures">{month}</b>
          <Chip
            tone={seal ? 'success' : 'neutral'}
            word={t(seal ? 'screens.lineage.sealed' : 'screens.lineage.not_sealed')}
          />
          <span className="leg-gap" />
          <button
            type="button"
            className="line-link"
            onClick={() => open(`${ROUTES.close}?${new URLSearchParams({ month })}`)}
          >
            {t('screens.lineage.to_close')}
          </button>
        </>
      }
    >
      {seal ? (
        <p className="muted figures" title={seal.digest}>
          {t('screens.lineage.sealed_by', {
            actor: seal.closedBy,
            at: beijingTime(seal.closedAt),
          })}
        </p>
      ) : null}
      {figures.length > 0 ? <Moved figures={figures} range={range} open={open} /> : null}
      {statements.length > 0 ? <h3>{t('screens.lineage.statements')}</h3> : null}
      {statements.map(statement => (
        <Statement key={statement.client} statement={statement} range={range} open={open} />
      ))}
      {vouchers.length > 0 ? <h3>{t('screens.lineage.vouchers')}</h3> : null}
      {vouchers.map(({ id, firstNo, lastNo, state }) => (
        <p key={id} className="lin-told">
          <span className="figures">
            {t('screens.lineage.voucher_nos', { first: firstNo, last: lastNo })}
          </span>
          <Chip tone={state === 'booked' ? 'success' : 'info'} word={t(`screens.lineage.voucher.${state}`)} />
        </p>
      ))}
    </Card>
  );
}

type Ranged = { range: { from: string; to: string } } & LineageWays;

/** What each account moved by the chain, and what it came to at the end of the month. */
function Moved({ figures, range, open }: { figures: readonly LineageFigure[] } & Ranged) {
  const { t } = useTexts();
  const words = useAccountWords();
  return (
    <table className="side-table lin-moved">
      <thead>
        <tr>
          <th>{t('screens.lineage.account')}</th>
          <th className="number">{t('screens.lineage.moved')}</th>
          <th className="number">{t('screens.lineage.balance')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ account, debitsFen, creditsFen, balanceFen }) => {
          const dims = words.dims(account);
          return (
            <Fragment key={account.id}>
              <tr>
                <td colSpan={3} className="lin-account">
                  <button
                    type="button"
                    className="leg-account"
                    title={t('drill.open_ledger')}
                    onClick={() => open(ledgerPath(account.id, range))}
                  >
                    <span className="figures">{account.code}</span> {words.name(account.code)}
                    {dims === '' ? null : <span className="leg-dims">{dims}</span>}
                  </button>
                </td>
              </tr>
              <tr>
                <td />
                <td className="number">
                  <Sided fen={debitsFen - creditsFen} />
                </td>
                <td className="number">
                  <Sided fen={balanceFen} />
                </td>
              </tr>
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

/** A figure on its side 借 or 贷, without a sign. */
function Sided({ fen }: { fen: number }) {
  const words = useAccountWords();
  return (
    <>
      <span className="muted">{words.side(fen)}</span> <Figure fen={Math.abs(fen)} />
    </>
  );
}

const PACK_TONES: Readonly<Record<string, Tone>> = {
  draft: 'neutral',
  sent: 'info',
  confirmed: 'success',
  stamped: 'success',
  disputed: 'danger',
};

function Statement({ statement, range, open }: { statement: LineageStatement } & Ranged) {
  const { t } = useTexts();
  const { client, name, seal, pack } = statement;
  return (
    <p className="lin-told">
      <button
        type="button"
        className="line-link lin-place"
        onClick={() => open(clientStatementPath(client, range))}
      >
        {name}
      </button>
      {seal ? <Chip tone="success" word={t('screens.lineage.client_sealed')} /> : null}
      {pack ? (
        <Chip tone={PACK_TONES[pack.state] ?? 'neutral'} word={t(`screens.lineage.pack.${pack.state}`)} />
      ) : null}
      {pack && !pack.holds ? <Chip tone="warning" word={t('screens.lineage.pack_before')} /> : null}
    </p>
  );
}
