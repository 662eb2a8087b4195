import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lastDayOf } from '../../../domain/reports/days.ts';
import { differencesOf, type GlLine, type GlSums } from '../../../domain/vouchers/gl-compare.ts';
import { desk } from '../../app/client.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ledgerPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useAccountWords } from '../accounts/account-words.ts';
import { Figure } from '../accounts/figure.tsx';
import { useTrail } from '../accounts/trail.tsx';

const FIGURES: readonly (keyof GlSums)[] = ['openingFen', 'debitsFen', 'creditsFen', 'closingFen'];

/** One account of the general ledger: both sides figure by figure, and the accounts of the book behind ours. */
export function CheckPanel({ line, month, close }: { line: GlLine; month: string; close(): void }) {
  const { t } = useTexts();
  const words = useAccountWords();
  const { open } = useTrail({ code: 'screens.vouchers.title' });
  const range = { from: `${month}-01`, to: lastDayOf(month) };
  const trial = useQuery({
    queryKey: ['book', 'vouchers', 'behind', month],
    queryFn: () => desk.reports.trialBalance(range),
  });
  const { ours, theirs, side } = line;
  const differences = differencesOf(side, ours, theirs);
  const counted = side === 'both' ? FIGURES : [side === 'debit' ? FIGURES[1] : FIGURES[2]];
  const own = new Set(line.accounts);
  const rows = (trial.data?.rows ?? []).filter(({ account }) => account !== null && own.has(account.id));
  return (
    <aside className="clients-side" data-wide="true" aria-label={t('screens.vouchers.check.behind')}>
      <header>
        <h2>
          {line.glCode} {line.aux ? `${line.aux.code} ${line.aux.name}` : line.glName}
        </h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.clients.close_panel')}
          onClick={close}
        />
      </header>
      <div className="clients-side-body">
        <div className="vouchers-facts">
          <span />
          <span className="muted">{t('screens.vouchers.check.ours')}</span>
          <span className="muted">{t('screens.vouchers.check.theirs')}</span>
          <span className="muted">{t('vouchers.check.difference')}</span>
          {FIGURES.flatMap(figure => {
            const at = counted.indexOf(figure);
            return [
              <span key={figure}>{t(`screens.vouchers.check.${figure.slice(0, -3)}`)}</span>,
              <Figure key={`${figure} ours`} fen={ours[figure]} />,
              <Figure key={`${figure} theirs`} fen={theirs[figure]} />,
              <span key={`${figure} difference`}>
                {at < 0 ? (
                  <span className="muted">{t('screens.vouchers.check.not_counted')}</span>
                ) : (
                  <Figure fen={differences[at] ?? 0} />
                )}
              </span>,
            ];
          })}
        </div>
        <h3>{t('screens.vouchers.check.behind')}</h3>
        {trial.error ? <ErrorPanel error={trial.error} /> : null}
        {!trial.data && !trial.error ? <SkeletonRows rows={4} /> : null}
        <ul className="vouchers-behind">
          {rows.slice(0, 200).map(row => (
            <li key={row.account!.id}>
              <button
                type="button"
                className="line-link"
                onClick={() => open(ledgerPath(row.account!.id, range))}
              >
                {[row.account!.code, words.dims(row.account!) || words.name(row.account!.code)].join(' ')}
              </button>
              <Figure fen={row.closingDebitFen - row.closingCreditFen} />
            </li>
          ))}
        </ul>
        {rows.length > 200 ? (
          <p className="muted">{t('screens.vouchers.map.more', { count: rows.length - 200 })}</p>
        ) : null}
      </div>
    </aside>
  );
}
