import { CloseOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { lastDayOf } from '../../../domain/reports/days.ts';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { PostingPanel } from '../journal/posting-panel.tsx';
import { usePostingWays } from '../journal/ways.ts';

/** The entries of the book behind a line of a voucher, one at a time. */
export function EntriesPanel(props: { entries: readonly number[]; month: string; close(): void }) {
  const { t } = useTexts();
  const { entries, month } = props;
  const [at, setAt] = useState(0);
  const range = { from: `${month}-01`, to: lastDayOf(month) };
  const { ways } = usePostingWays({ code: 'screens.vouchers.title' }, range);
  return (
    <section className="vouchers-entries" aria-label={t('screens.vouchers.behind')}>
      <header>
        <span className="figures muted">
          {t('screens.vouchers.entry_of', { at: showCount(at + 1), count: showCount(entries.length) })}
        </span>
        <span className="accounts-gap" />
        <Button
          size="small"
          type="text"
          icon={<LeftOutlined aria-hidden />}
          aria-label={t('screens.vouchers.before')}
          disabled={at === 0}
          onClick={() => setAt(at - 1)}
        />
        <Button
          size="small"
          type="text"
          icon={<RightOutlined aria-hidden />}
          aria-label={t('screens.vouchers.after')}
          disabled={at + 1 >= entries.length}
          onClick={() => setAt(at + 1)}
        />
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.clients.close_panel')}
          onClick={props.close}
        />
      </header>
      <PostingPanel transfer={entries[at] ?? null} {...ways} />
    </section>
  );
}
