import { Segmented } from 'antd';
import { useNavigate } from 'react-router';
import { showCount } from '../../app/figures.ts';
import { ROUTES, waitingRowsPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useWaitingRows } from './queries.ts';

const TABS = ['files', 'waiting'] as const;
type Tab = (typeof TABS)[number];

/** Files and their imports, or rows of them that wait. */
export function ImportTabs({ tab }: { tab: Tab }) {
  const { t } = useTexts();
  const go = useNavigate();
  const count = useWaitingRows().data?.length;
  return (
    <Segmented<Tab>
      value={tab}
      aria-label={t('screens.imports.tabs')}
      onChange={next => void go(next === 'files' ? ROUTES.imports : waitingRowsPath())}
      options={TABS.map(each => ({
        value: each,
        label: `${t(`screens.imports.tab.${each}`)}${each === 'waiting' && count !== undefined ? ` ${showCount(count)}` : ''}`,
      }))}
    />
  );
}
