import { Button } from 'antd';
import type { ClientView } from '../../../contract/clients.ts';
import type { OpenReceiptView } from '../../../contract/imports.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { Bar } from '../../app/job-progress.tsx';
import { useTexts } from '../../app/texts.ts';
import { type BulkRun, claimAll, clearBulk, failureKey, stopBulk } from './claiming.ts';
import { payerStanding } from './draft.ts';
import { claimable, keyOf, sumOf } from './waiting.ts';

/** Several receipts with one suggestion each: what will happen to every one, before it does. */
export function BulkPreview(props: {
  book: string;
  receipts: readonly OpenReceiptView[];
  clients: ReadonlyMap<number, ClientView>;
  close(): void;
}) {
  const { t } = useTexts();
  const { clients } = props;
  const ready = claimable(props.receipts);
  const left = props.receipts.length - ready.length;
  const nameOf = (client: number) => clients.get(client)?.name ?? String(client);
  const start = () => {
    props.close();
    void claimAll(props.book, ready, nameOf);
  };
  return (
    <section className="claims-bulk" aria-label={t('screens.claims.bulk')}>
      <h2>
        {t('screens.claims.bulk_title', { count: showCount(ready.length), amount: showFen(sumOf(ready)) })}
      </h2>
      {left > 0 ? (
        <p className="side-note">{t('screens.claims.bulk_left', { count: showCount(left) })}</p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
      <div className="side-body" tabIndex={0}>
        <table className="side-table claims-bulk-table">
          <thead>
            <tr>
              <th>{t('screens.claims.col.party')}</th>
              <th>{t('screens.claims.col.client')}</th>
              <th className="number">{t('screens.claims.col.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {ready.map(receipt => {
              const client = clients.get(receipt.suggestions[0]!.client);
              const other = client !== undefined && payerStanding(receipt.party, client) === 'other';
              return (
                <tr key={keyOf(receipt)}>
                  <td title={receipt.memo}>{receipt.party || t('screens.claims.no_party')}</td>
                  <td>
                    {nameOf(receipt.suggestions[0]!.client)}
                    {other ? <Chip tone="warning" word={t('screens.claims.payer')} /> : null}
                  </td>
                  <td className="number figures">{showFen(receipt.suggestions[0]!.amountFen)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="claims-do">
        <Button type="primary" disabled={ready.length === 0} onClick={start} autoFocus>
          {t('screens.claims.bulk_do', { count: showCount(ready.length), amount: showFen(sumOf(ready)) })}
        </Button>
        <Button onClick={props.close}>{t('screens.imports.not_now')}</Button>
      </div>
    </section>
  );
}

/** A bulk run as it goes, and what did not go. */
export function BulkProgress({ run }: { run: BulkRun }) {
  const { t, refusal } = useTexts();
  const { total, done, doneFen, failures, running } = run;
  const figures = { done: showCount(done), count: showCount(total), amount: showFen(doneFen) };
  return (
    <section className="claims-bulk" aria-label={t('screens.claims.bulk')}>
      <h2 role="status">{t(running ? 'screens.claims.bulk_runs' : 'screens.claims.bulk_done', figures)}</h2>
      <Bar share={(done + failures.length) / total} name={t('screens.claims.bulk')} />
      {failures.length > 0 ? (
        <>
          <p className="claims-fault">{t('screens.claims.bulk_failed', { count: failures.length })}</p>
          <ul className="claims-failures">
            {failures.map(failure => (
              <li key={failureKey(failure)}>
                <b>{failure.receipt.party || failure.receipt.caseNo}</b>{' '}
                <span className="figures">{showFen(failure.receipt.openFen)}</span>
                <br />
                {refusal(failure.error)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <div className="claims-do">
        {running ? (
          <Button onClick={stopBulk}>{t('screens.claims.bulk_stop')}</Button>
        ) : (
          <Button type="primary" onClick={clearBulk}>
            {t('screens.imports.run_clear')}
          </Button>
        )}
      </div>
    </section>
  );
}
