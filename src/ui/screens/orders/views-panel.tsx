import { CheckOutlined, CloseOutlined, DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { SavedView } from '../../../domain/settings.ts';
import { newKey } from '../../app/book.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import type { GridShown } from '../../grid/props.ts';
import { TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import type { Views } from './use-views.ts';
import { asksSame } from './views.ts';

const NAME_MOST = 60;

/** Names what the grid shows now, and keeps, renames and removes views; a removed one can be brought back. */
export function ViewsPanel(props: {
  shown: GridShown;
  kept: Views;
  show(view: SavedView): void;
  close(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { shown, kept, show, close } = props;
  const { views, busy, fault, keep, drop } = kept;
  const [name, setName] = useState('');
  const [removed, setRemoved] = useState<SavedView | null>(null);
  const { query, columns } = shown;
  const taken = views.find(view => view.name === name.trim());
  const save = async () => {
    const view = { id: taken?.id ?? newKey(), name: name.trim(), query, columns };
    if (!(await keep(view))) return;
    notify.success('screens.orders.view.saved', { name: view.name });
    setName('');
  };
  return (
    <SidePanel
      title={t('screens.orders.view.manage')}
      act={t(taken ? 'screens.orders.view.replace' : 'screens.orders.view.save')}
      ready={name.trim() !== ''}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.orders.view.note')}
      submit={() => void save()}
      close={close}
    >
      <TextField
        name={t('screens.orders.view.name')}
        value={name}
        most={NAME_MOST}
        hint={t('screens.orders.view.now', {
          conditions: query.filter.length,
          sorts: query.sort.length,
          columns: columns.filter(({ hidden }) => !hidden).length,
        })}
        change={setName}
      />
      {removed ? (
        <p className="orders-removed" role="status">
          {t('screens.orders.view.removed', { name: removed.name })}
          <Button
            size="small"
            type="link"
            onClick={() => void keep(removed).then(done => done && setRemoved(null))}
          >
            {t('screens.orders.view.restore')}
          </Button>
        </p>
      ) : null}
      <h3 className="orders-side-title">{t('screens.orders.view.kept')}</h3>
      {views.length === 0 ? <p className="side-note">{t('screens.orders.view.none')}</p> : null}
      <ul className="orders-views">
        {views.map(view => (
          <ViewLine
            key={view.id}
            view={view}
            isShown={asksSame(view.query, query)}
            show={() => show(view)}
            rename={next => keep({ ...view, name: next })}
            remove={() => void drop(view.id).then(done => done && setRemoved(view))}
          />
        ))}
      </ul>
    </SidePanel>
  );
}

function ViewLine(props: {
  view: SavedView;
  isShown: boolean;
  show(): void;
  rename(name: string): Promise<boolean>;
  remove(): void;
}) {
  const { t } = useTexts();
  const { view, isShown, show, rename, remove } = props;
  const [name, setName] = useState<string | null>(null);
  const end = () => setName(null);
  const save = async () => {
    if (name === null || name.trim() === '') return;
    if (name.trim() === view.name || (await rename(name.trim()))) end();
  };
  if (name !== null)
    return (
      <li>
        <Input
          size="small"
          autoFocus
          aria-label={t('screens.orders.view.rename', { name: view.name })}
          value={name}
          maxLength={NAME_MOST}
          onChange={event => setName(event.target.value)}
          onPressEnter={event => {
            event.preventDefault();
            void save();
          }}
        />
        <Button
          size="small"
          type="text"
          icon={<CheckOutlined aria-hidden />}
          aria-label={t('screens.orders.view.rename_do')}
          onClick={() => void save()}
        />
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.orders.cancel')}
          onClick={end}
        />
      </li>
    );
  return (
    <li data-shown={isShown || undefined}>
      <button type="button" className="line-link" aria-current={isShown} onClick={show}>
        {view.name}
      </button>
      <Button
        size="small"
        type="text"
        icon={<EditOutlined aria-hidden />}
        aria-label={t('screens.orders.view.rename', { name: view.name })}
        onClick={() => setName(view.name)}
      />
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t('screens.orders.view.remove', { name: view.name })}
        onClick={remove}
      />
    </li>
  );
}
