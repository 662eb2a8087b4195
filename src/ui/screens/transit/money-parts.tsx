import { Button } from 'antd';
import type { TransitDetail, WaitingReceipt } from '../../../contract/refunds.ts';
import type { TransitItem } from '../../../domain/refunds/transit.ts';
import { desk } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAccountWords } from '../accounts/account-words.ts';
import { useCommand } from '../upgrade/queries.ts';
import { Amount } from './words.tsx';

const RECEIPT_KIND = {
  order_refund: 'order_refund',
  ban_refund: 'ban_refund',
  withdrawal: 'withdrawal',
} as const;

/** Receipts in 待认领款 that may be it: one click says so. */
export function Receipts({ item, receipts }: { item: TransitItem; receipts: readonly WaitingReceipt[] }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { busy, fault, send } = useCommand(desk.imports.identifyReceipt);
  const kind = RECEIPT_KIND[item.kind as keyof typeof RECEIPT_KIND];
  const identify = async ({ caseNo, money, openFen }: WaitingReceipt) => {
    const amountFen = Math.min(openFen, item.openFen);
    const parts = [{ kind, amountFen, no: item.caseNo! }];
    if (await send({ caseNo, money, parts })) notify.success('screens.transit.receipt_done');
  };
  return (
    <section>
      <h3>{t('screens.transit.receipts')}</h3>
      <ul className="transit-receipts">
        {receipts.map(receipt => (
          <li key={`${receipt.money}${receipt.caseNo}`}>
            <div>
              <span className="figures">{receipt.day}</span> {receipt.moneyName}{' '}
              <Amount fen={receipt.openFen} />
              <p className="muted">{[receipt.party, receipt.memo].filter(Boolean).join(' · ')}</p>
            </div>
            <Offered needs={['imports/identifyReceipt']}>
              <Button size="small" loading={busy} onClick={() => void identify(receipt)}>
                {t('screens.transit.receipt_is')}
              </Button>
            </Offered>
          </li>
        ))}
      </ul>
      {fault ? (
        <p className="upg-fault" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
    </section>
  );
}

/** Entries of a case, oldest first. */
export function Postings({ postings }: Pick<TransitDetail, 'postings'>) {
  const { t } = useTexts();
  const words = useAccountWords();
  return (
    <section>
      <h3>{t('screens.transit.postings')}</h3>
      <table className="plain-table acts-table transit-postings">
        <tbody>
          {postings.map(({ transfer, day, debit, credit, amountFen }) => (
            <tr key={transfer}>
              <td className="figures">{day}</td>
              <td>{t('screens.transit.leg', { debit: words.name(debit), credit: words.name(credit) })}</td>
              <td className="number">
                <Amount fen={amountFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
