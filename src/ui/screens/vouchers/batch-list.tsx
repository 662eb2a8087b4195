import type { VoucherBatchView, VoucherStateView } from '../../../contract/vouchers.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';

const TONES: Record<VoucherBatchView['state'], 'info' | 'success' | 'neutral'> = {
  made: 'info',
  booked: 'success',
  withdrawn: 'neutral',
};

/** What waits for the next batch, and the batches of the month, the latest first. */
export function BatchList(props: {
  state: VoucherStateView;
  chosen: number | null;
  choose(id: number | null): void;
}) {
  const { t } = useTexts();
  const { pending, batches } = props.state;
  return (
    <nav className="vouchers-batches" aria-label={t('screens.vouchers.batches')}>
      <button
        type="button"
        className="vouchers-batch"
        aria-current={props.chosen === null}
        onClick={() => props.choose(null)}
      >
        <span className="vouchers-batch-name">{t('screens.vouchers.next')}</span>
        <Chip
          tone={pending.entries === 0 ? 'success' : 'warning'}
          word={pending.entries === 0 ? t('screens.vouchers.none_waits') : t('screens.vouchers.waits')}
        />
        <span className="muted figures">
          {t('screens.vouchers.entries', { count: showCount(pending.entries) })}
        </span>
        <Figure fen={pending.amountFen} />
      </button>
      {batches.map(batch => (
        <button
          key={batch.id}
          type="button"
          className="vouchers-batch"
          aria-current={props.chosen === batch.id}
          data-state={batch.state}
          onClick={() => props.choose(batch.id)}
        >
          <span className="vouchers-batch-name figures">
            {t('screens.vouchers.batch', { batch: batch.id })}
            <span className="muted"> {numbersOf(batch)}</span>
          </span>
          <Chip tone={TONES[batch.state]} word={t(`screens.vouchers.state.${batch.state}`)} />
          <span className="muted figures">{batch.madeAt.slice(0, 10)}</span>
          <Figure fen={batch.amountFen} />
        </button>
      ))}
    </nav>
  );
}

function numbersOf({ firstNo, lastNo }: VoucherBatchView): string {
  if (lastNo < firstNo) return '';
  return firstNo === lastNo ? `№ ${firstNo}` : `№ ${firstNo}–${lastNo}`;
}
