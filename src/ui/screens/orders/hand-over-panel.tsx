import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import type { GridShown } from '../../grid/props.ts';
import { selectionForEngine } from '../../grid/selection.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

type HandOver = { clients: number[]; manager: string; from: string };

/** Hands the clients behind a selection of orders to one main manager from a day on, each shown before it is done. */
export function HandOverPanel(props: { shown: GridShown; chosen: number; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { shown, chosen, close } = props;
  const [manager, setManager] = useState('');
  const [on, setOn] = useState(today());
  const { busy, fault, send, clear } = useCommand<HandOver, { handedOver: number }>(desk.clients.handOver);
  const name = useDeferredValue(manager.trim());
  const from = readDay(on);
  const asked = { selection: selectionForEngine(shown.selection), sort: [], manager: name, from };
  const preview = useQuery({
    queryKey: ['book', 'orders', 'hand-over', asked],
    queryFn: () => desk.orderList.previewHandOver({ ...asked, from: from! }),
    enabled: name !== '' && from !== null && chosen > 0,
    placeholderData: before => before,
  });
  const view = name === '' || from === null || chosen === 0 ? undefined : preview.data;
  const moved = view?.clients.filter(({ why }) => why === null) ?? [];
  const submit = async () => {
    const wanted = { clients: moved.map(({ client }) => client), manager: name, from: from! };
    const done = await send(wanted);
    if (!done) return;
    notify.success('screens.orders.handed_over', { count: showCount(done.handedOver), manager: name });
    close();
  };
  const why = fault ?? preview.error;
  const params = { count: showCount(moved.length), manager: name, day: from ?? '' };
  return (
    <SidePanel
      title={t('screens.orders.hand_over')}
      act={
        moved.length > 0 ? t('screens.orders.hand_over.do_count', params) : t('screens.orders.hand_over.do')
      }
      ready={moved.length > 0 && name === manager.trim() && !preview.isFetching}
      busy={busy}
      fault={why ? refusal(why) : null}
      note={t('screens.orders.hand_over.note')}
      submit={() => void submit()}
      close={close}
    >
      {chosen === 0 ? <p className="orders-note">{t('screens.orders.nothing_chosen')}</p> : null}
      <TextField
        name={t('screens.clients.manager')}
        value={manager}
        hint={t('screens.orders.hand_over.who')}
        change={value => {
          clear();
          setManager(value);
        }}
      />
      <DayField name={t('screens.clients.from')} value={on} change={setOn} />
      {name !== '' && from !== null && chosen > 0 && !view && !preview.error ? (
        <SkeletonRows rows={4} />
      ) : null}
      {view ? (
        <>
          {view.withoutClient > 0 ? (
            <p className="orders-note">
              {t('screens.orders.hand_over.without', { count: showCount(view.withoutClient) })}
            </p>
          ) : null}
          <table className="plain-table orders-hand-over">
            <thead>
              <tr>
                <th>{t('orders.column.client')}</th>
                <th className="number">{t('screens.orders.hand_over.orders')}</th>
                <th>{t('screens.orders.hand_over.before')}</th>
              </tr>
            </thead>
            <tbody>
              {view.clients.map(line => (
                <tr key={line.client} data-stays={line.why !== null || undefined}>
                  <td>{line.name}</td>
                  <td className="number figures">{showCount(line.orders)}</td>
                  <td>
                    {line.why === null
                      ? (line.before ?? <span className="muted">{t('screens.orders.hand_over.nobody')}</span>)
                      : t(line.why, line.params)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
    </SidePanel>
  );
}
