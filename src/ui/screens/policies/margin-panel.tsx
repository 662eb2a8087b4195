import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import { ACCOUNTS } from '../../../domain/accounting/chart.ts';
import { lastDayOf } from '../../../domain/reports/days.ts';
import type { MarginSum } from '../../../domain/reports/margin.ts';
import { showFen } from '../../app/figures.ts';
import { ledgerPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';

/** The accounts that a figure is made of, month by month; each leads to its 明细账. */
export function MarginPanel(props: { title: string; sums: readonly MarginSum[]; close(): void }) {
  const { t, language } = useTexts();
  const { title, sums, close } = props;
  const total = sums.reduce((fen, { amountFen }) => fen + amountFen, 0);
  return (
    <aside className="clients-side" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.clients.close_panel')}
          onClick={close}
        />
      </header>
      <div className="clients-side-body policies-side">
        <p className="figures muted">{t('screens.policies.behind', { amount: showFen(total) })}</p>
        <ul className="policies-list">
          {sums.map(({ account, code, month, amountFen, poolName }) => (
            <li key={`${account} ${month}`}>
              <span className="figures">{month}</span>
              <Link
                className="policies-what"
                to={ledgerPath(account, { from: `${month}-01`, to: lastDayOf(month) })}
              >
                {code} {ACCOUNTS.find(each => each.code === code)?.[language]}
                {poolName === null ? '' : ` · ${poolName}`}
              </Link>
              <span className={`figures policies-fen ${amountFen < 0 ? 'desk-negative' : ''}`}>
                {showFen(amountFen)}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </aside>
  );
}
