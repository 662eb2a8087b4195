import type { OpeningStateView } from '../../../contract/clients.ts';
import { accountOf } from '../../../domain/accounting/chart.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { Money } from '../clients/money.tsx';
import { totalsOf } from './facts.ts';

/** The opening that stands, code by code. */
export function Standing({ standing }: { standing: NonNullable<OpeningStateView['standing']> }) {
  const { t, language } = useTexts();
  const { batch, at, actor, codes, records, differenceName } = standing;
  const totals = totalsOf(codes);
  return (
    <section className="panel" aria-labelledby="opening-standing">
      <header className="panel-head">
        <h2 id="opening-standing">{t('screens.opening.standing')}</h2>
        <span className="clients-note figures">
          {t('screens.opening.standing_about', { batch, at: beijingTime(at), actor })}
        </span>
      </header>
      <table className="plain-table opening-table">
        <thead>
          <tr>
            <th>{t('screens.opening.code')}</th>
            <th>{t('screens.opening.account')}</th>
            <th className="number">{t('screens.opening.balances')}</th>
            <th className="number">{t('screens.opening.debit')}</th>
            <th className="number">{t('screens.opening.credit')}</th>
          </tr>
        </thead>
        <tbody>
          {codes.map(({ code, balances, debitFen, creditFen }) => (
            <tr key={code}>
              <td className="figures">{code}</td>
              <td>{accountOf(code)[language]}</td>
              <td className="number figures">{showCount(balances)}</td>
              <td className="number">
                <Money fen={debitFen} />
              </td>
              <td className="number">
                <Money fen={creditFen} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <TotalRows {...totals} name={differenceName} />
        </tfoot>
      </table>
      {records > 0 ? (
        <p className="opening-records">
          {t('screens.opening.standing_records', { count: showCount(records) })}
        </p>
      ) : null}
    </section>
  );
}

/** Totals of the book and what 3001 holds, with the reason where it is not zero. */
export function TotalRows(props: {
  debitFen: number;
  creditFen: number;
  differenceFen: number;
  name: string;
}) {
  const { t, language } = useTexts();
  const { debitFen, creditFen, differenceFen, name } = props;
  return (
    <>
      <tr>
        <th scope="row" colSpan={3}>
          {t('screens.opening.total')}
        </th>
        <td className="number">
          <Money strong fen={debitFen} />
        </td>
        <td className="number">
          <Money strong fen={creditFen} />
        </td>
      </tr>
      <tr>
        <td className="figures">3001</td>
        <td colSpan={2}>
          {accountOf('3001')[language]}
          <span className="muted">
            {' '}
            {differenceFen === 0 ? t('screens.opening.balanced') : name || t('screens.opening.unnamed')}
          </span>
        </td>
        <td />
        <td className="number">
          <Money strong fen={differenceFen} />
        </td>
      </tr>
    </>
  );
}
