import { CheckCircleFilled, CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import { showFen } from '../../app/figures.ts';
import { orderPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import type { Done } from './acts.ts';
import { modePath } from './modes.ts';

/** What was done last, with the way to it; it stays until it is closed or the next one is done. */
export function DonePanel({ done, close }: { done: Done; close(): void }) {
  const { t } = useTexts();
  const amount = `¥${showFen(done.act === 'plan' ? done.heldFen : done.amountFen)}`;
  return (
    <section className="panel check-done" role="status">
      <CheckCircleFilled aria-hidden />
      <p>
        {done.act === 'plan'
          ? t(`screens.order_check.done.plan.${done.heldFen > 0 ? 'held' : 'free'}`, { on: done.on, amount })
          : t(`screens.order_check.done.${done.act}`, { no: done.orderNo, amount })}
        {done.act !== 'plan' && done.isFlagged ? t('screens.order_check.done_flagged') : null}{' '}
        {done.act === 'plan' ? (
          <Link to={modePath('planned')}>{t('screens.order_check.open_planned')}</Link>
        ) : (
          <Link to={orderPath(done.order)}>{t('screens.order_check.open_order')}</Link>
        )}
      </p>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t('shell.close')}
        onClick={close}
      />
    </section>
  );
}
