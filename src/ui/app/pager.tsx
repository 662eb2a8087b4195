import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { showCount } from './figures.ts';
import { useTexts } from './texts.ts';

/** Lines of one page of a list that is shown page by page. */
const PAGE = 200;

export interface Pages<Item> {
  shown: readonly Item[];
  /** Place of the first one shown in the whole list. */
  first: number;
  total: number;
  go(page: number): void;
}

/** A long list page by page; the page follows the active line, which may be on none (-1). */
export function usePages<Item>(items: readonly Item[], active: number): Pages<Item> {
  const [page, go] = useState(0);
  const [followed, follow] = useState(-1);
  if (followed !== active) {
    follow(active);
    if (active >= 0) go(Math.floor(active / PAGE));
  }
  const last = Math.max(0, Math.ceil(items.length / PAGE) - 1);
  const first = Math.min(page, last) * PAGE;
  return { shown: items.slice(first, first + PAGE), first, total: items.length, go };
}

/** Which lines are shown of how many, and the pages before and after; nothing where one page holds them all. */
export function Pager<Item>({ pages: { shown, first, total, go } }: { pages: Pages<Item> }) {
  const { t } = useTexts();
  if (total <= PAGE) return null;
  const page = first / PAGE;
  return (
    <div className="pager">
      <Button
        size="small"
        icon={<LeftOutlined aria-hidden />}
        aria-label={t('pager.before')}
        disabled={page === 0}
        onClick={() => go(page - 1)}
      />
      <span className="figures muted">
        {t('pager.range', {
          from: showCount(first + 1),
          to: showCount(first + shown.length),
          total: showCount(total),
        })}
      </span>
      <Button
        size="small"
        icon={<RightOutlined aria-hidden />}
        aria-label={t('pager.after')}
        disabled={first + shown.length >= total}
        onClick={() => go(page + 1)}
      />
    </div>
  );
}
