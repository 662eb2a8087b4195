import { FileDoneOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { VoucherPreview } from '../../../contract/vouchers.ts';
import type { Voucher, VoucherLine } from '../../../domain/vouchers/types.ts';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';

const PAGE = 50;

interface Opening {
  /** Entries whose line is open. */
  chosen: readonly number[] | null;
  open(entries: number[]): void;
}

/** The vouchers of a batch, or of what waits (`batch` null), fifty at a time. */
export function VoucherTable(props: { month: string; batch: number | null } & Opening) {
  const { t } = useTexts();
  const { month, batch } = props;
  const [from, setFrom] = useState(0);
  const preview = useQuery({
    queryKey: ['book', 'vouchers', 'preview', month, batch, from],
    queryFn: () => desk.vouchers.preview({ month, batch, from, count: PAGE }),
    placeholderData: keepPreviousData,
  });
  const { data, error } = preview;
  if (error) return <ErrorPanel error={error} again={() => void preview.refetch()} />;
  if (!data) return <SkeletonRows rows={12} />;
  if (data.total === 0)
    return (
      <Empty
        icon={<FileDoneOutlined aria-hidden />}
        title={t('screens.vouchers.none')}
        text={t('screens.vouchers.none_text')}
      />
    );
  return (
    <>
      <div className="clients-scroll">
        <table className="plain-table policies-table vouchers-table">
          <thead>
            <tr>
              <th>{t('screens.vouchers.col.summary')}</th>
              <th>{t('screens.vouchers.col.account')}</th>
              <th>{t('screens.vouchers.col.aux')}</th>
              <th className="number">{t('screens.vouchers.col.debit')}</th>
              <th className="number">{t('screens.vouchers.col.credit')}</th>
            </tr>
          </thead>
          {data.vouchers.map(voucher => (
            <VoucherRows key={voucher.no} voucher={voucher} of={data} {...props} />
          ))}
        </table>
      </div>
      <footer className="vouchers-foot">
        <span className="muted">{t('screens.accounts.unit')}</span>
        <span className="accounts-gap" />
        <span className="figures muted">
          {t('screens.vouchers.page', {
            from: showCount(from + 1),
            to: showCount(from + data.vouchers.length),
            total: showCount(data.total),
          })}
        </span>
        <Button size="small" disabled={from === 0} onClick={() => setFrom(from - PAGE)}>
          {t('screens.vouchers.before')}
        </Button>
        <Button size="small" disabled={from + PAGE >= data.total} onClick={() => setFrom(from + PAGE)}>
          {t('screens.vouchers.after')}
        </Button>
      </footer>
    </>
  );
}

function VoucherRows({ voucher, of, chosen, open }: { voucher: Voucher; of: VoucherPreview } & Opening) {
  const { t } = useTexts();
  return (
    <tbody>
      <tr className="vouchers-no">
        <th colSpan={5} scope="rowgroup">
          <span className="figures">{`${of.word}-${voucher.no}`}</span>
          <span className="figures">{voucher.on}</span>
          <span className="muted">{t('screens.vouchers.attachments', { count: voucher.attachments })}</span>
          <span className="muted">{t('screens.vouchers.preparer', { name: of.preparer })}</span>
          {of.reviewer ? (
            <span className="muted">{t('screens.vouchers.reviewer', { name: of.reviewer })}</span>
          ) : null}
          {voucher.batch === null ? null : (
            <span className="muted figures">{t('screens.vouchers.of_batch', { batch: voucher.batch })}</span>
          )}
        </th>
      </tr>
      {voucher.lines.map(line => (
        <LineRow
          key={`${line.side} ${line.entries[0]} ${line.gl.code}`}
          line={line}
          isOpen={chosen !== null && chosen === line.entries}
          open={() => open(line.entries)}
        />
      ))}
    </tbody>
  );
}

function LineRow({ line, isOpen, open }: { line: VoucherLine; isOpen: boolean; open(): void }) {
  const { t } = useTexts();
  const { gl, side, amountFen, summary, entries } = line;
  const aux = gl.aux
    .map(([kind, code, name]) => `${t(`screens.vouchers.aux.${kind}`)} ${code} ${name}`)
    .join(' · ');
  return (
    <tr className="policies-row vouchers-line" aria-selected={isOpen} onClick={open}>
      <td className="vouchers-summary" title={summary}>
        <button type="button" className="vouchers-open" onClick={open}>
          {summary}
        </button>
        {entries.length > 1 ? (
          <span className="muted figures">
            {' '}
            {t('screens.vouchers.sums', { count: showCount(entries.length) })}
          </span>
        ) : null}
      </td>
      <td>
        <span className="figures">{gl.code}</span> {gl.name}
      </td>
      <td className="vouchers-aux" title={aux}>
        {aux}
      </td>
      <td className="number">{side === 'debit' ? <Figure fen={amountFen} /> : null}</td>
      <td className="number">{side === 'credit' ? <Figure fen={amountFen} /> : null}</td>
    </tr>
  );
}
