import { BookOutlined, DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { GridQuery } from '../../../domain/grid.ts';
import type { SavedView } from '../../../domain/settings.ts';
import { useTexts } from '../../app/texts.ts';
import { today } from '../clients/days.ts';
import { asksSame, BUILT_IN, builtIn } from './views.ts';

/** The view that is shown, and every other one to turn to; the last entry opens the panel that keeps them. */
export function ViewsMenu(props: {
  query: GridQuery | null;
  views: readonly SavedView[];
  show(view: { query: GridQuery; columns?: SavedView['columns'] }): void;
  manage(): void;
}) {
  const { t } = useTexts();
  const { query, views, show, manage } = props;
  const day = today();
  const saved = query && views.find(view => asksSame(view.query, query));
  const known = query && BUILT_IN.find(view => asksSame(builtIn(view, day), query));
  const name = saved
    ? saved.name
    : query === null || known
      ? t(`screens.orders.view.${known ?? 'all'}`)
      : t('screens.orders.view.own');
  const items = [
    ...BUILT_IN.map(view => ({
      key: view,
      label: t(`screens.orders.view.${view}`),
      onClick: () => show({ query: builtIn(view, day) }),
    })),
    ...(views.length > 0 ? [{ type: 'divider' as const }] : []),
    ...views.map(view => ({
      key: view.id,
      label: view.name,
      icon: <BookOutlined aria-hidden />,
      onClick: () => show(view),
    })),
    { type: 'divider' as const },
    { key: 'manage', label: t('screens.orders.view.manage'), onClick: manage },
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items, selectedKeys: [saved?.id ?? known ?? ''] }}>
      <Button
        size="small"
        className="orders-view"
        aria-label={t('screens.orders.view.of', { name })}
        icon={<BookOutlined aria-hidden />}
      >
        <span className="orders-view-name">{name}</span>
        <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}
