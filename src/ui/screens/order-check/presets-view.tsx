import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import type { PresetView } from '../../../contract/plans.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useCommand } from '../clients/use-command.ts';
import { useBack } from '../statements/use-back.ts';
import { usePresets } from './preset-field.tsx';
import { PresetForm, type PresetStart } from './preset-form.tsx';
import { presetWords } from './preset-words.ts';

/** 模板: targeting and creatives that a client's orders are made from again and again. */
export function PresetsView() {
  const { t } = useTexts();
  const [withArchived, setWithArchived] = useState(false);
  const [panel, setPanel] = useState<PresetStart | null>(null);
  const presets = usePresets(undefined, withArchived);
  const clients = useClientNames();
  useBack('order_check.preset_back', 'screens.clients.close_panel', () => setPanel(null));
  const create = useAction({
    id: 'order_check.preset_new',
    title: 'screens.order_check.preset_new.targeting',
    needs: ['plans/keepPreset'],
    icon: <PlusOutlined aria-hidden />,
    run: () => setPanel({ kind: 'targeting' }),
  });
  const createCreative = useAction({
    id: 'order_check.preset_new_creative',
    title: 'screens.order_check.preset_new.creative',
    needs: ['plans/keepPreset'],
    icon: <PlusOutlined aria-hidden />,
    run: () => setPanel({ kind: 'creative' }),
  });
  return (
    <div className="clients">
      <section className="panel check-planned" aria-labelledby="check-presets">
        <div className="panel-head">
          <h2 id="check-presets">{t('screens.order_check.presets')}</h2>
          <div className="check-heads">
            <Checkbox checked={withArchived} onChange={event => setWithArchived(event.target.checked)}>
              {t('screens.clients.with_archived')}
            </Checkbox>
            <ActionButton action={create} />
            <ActionButton action={createCreative} />
          </div>
        </div>
        {presets.isError ? <ErrorPanel error={presets.error} again={() => void presets.refetch()} /> : null}
        {presets.isPending ? <SkeletonRows rows={4} /> : null}
        {presets.data?.length === 0 ? (
          <Empty
            title={t('screens.order_check.presets_empty')}
            text={t('screens.order_check.presets_empty_text')}
            action={{
              label: t('screens.order_check.preset_new.targeting'),
              run: () => setPanel({ kind: 'targeting' }),
            }}
          />
        ) : null}
        {presets.data && presets.data.length > 0 ? (
          <PresetTable
            presets={presets.data}
            nameOf={id => clients.find(client => client.id === id)?.name ?? ''}
            change={of => setPanel({ of })}
          />
        ) : null}
      </section>
      {panel ? (
        <PresetForm
          key={'of' in panel ? panel.of.id : panel.kind}
          start={panel}
          clients={clients}
          close={() => setPanel(null)}
        />
      ) : null}
    </div>
  );
}

/** Names of the clients in use, by their number. */
export function useClientNames(enabled = true): readonly { id: number; name: string }[] {
  const clients = useQuery({
    queryKey: ['book', 'clients', 'find', '', false],
    queryFn: () => desk.clients.find({}),
    enabled,
  });
  return useMemo(
    () => (clients.data ?? []).map(({ client: { id, name } }) => ({ id, name })),
    [clients.data],
  );
}

function PresetTable(props: {
  presets: readonly PresetView[];
  nameOf(client: number): string;
  change(preset: PresetView): void;
}) {
  const { t } = useTexts();
  const notify = useNotify();
  const { busy, send } = useCommand<{ preset: number; archived: boolean }, object>(async input =>
    desk.plans.archivePreset(input).catch(error => {
      notify.refusal(error);
      throw error;
    }),
  );
  return (
    <div className="check-scroll">
      <table className="plain-table check-table">
        <thead>
          <tr>
            <th>{t('screens.order_check.preset_client')}</th>
            <th>{t('screens.order_check.preset_kind')}</th>
            <th>{t('screens.order_check.preset_name')}</th>
            <th>{t('screens.order_check.preset_content')}</th>
            <th className="number">{t('screens.order_check.preset_orders')}</th>
            <th aria-label={t('screens.order_check.acts')} />
          </tr>
        </thead>
        <tbody>
          {props.presets.map(preset => {
            const archived = preset.archivedOn !== null;
            return (
              <tr key={preset.id}>
                <td>{props.nameOf(preset.client)}</td>
                <td className="check-nowrap">{t(`screens.order_check.preset_kind.${preset.kind}`)}</td>
                <td>
                  <button type="button" className="line-link" onClick={() => props.change(preset)}>
                    {preset.name}
                  </button>{' '}
                  {archived ? <Chip tone="neutral" word={t('screens.order_check.preset_archived')} /> : null}
                </td>
                <td>{presetWords(t, preset.content).join('，')}</td>
                <td className="number figures">{showCount(preset.orders)}</td>
                <td className="check-acts">
                  <Button
                    size="small"
                    disabled={busy}
                    onClick={() => void send({ preset: preset.id, archived: !archived })}
                  >
                    {t(`screens.order_check.preset_${archived ? 'restore' : 'archive'}`)}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
