import {
  CheckOutlined,
  DownloadOutlined,
  ExportOutlined,
  RollbackOutlined,
  SettingOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { ExportedView, VoucherBatchView } from '../../../contract/vouchers.ts';
import type { VoucherFormat } from '../../../domain/vouchers/forms.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { Offered, useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { useCommand } from '../clients/use-command.ts';
import { useBack } from '../statements/use-back.ts';
import { BatchList } from './batch-list.tsx';
import { EntriesPanel } from './entries-panel.tsx';
import { SettingsForm } from './settings-form.tsx';
import type { TabProps } from './tab.ts';
import { VoucherTable } from './voucher-table.tsx';
import { WithdrawForm } from './withdraw-form.tsx';

type Beside = { kind: 'settings' } | { kind: 'withdraw' } | { kind: 'entries'; entries: number[] } | null;

/** Batches of a month, the vouchers of the chosen one, and what stands behind a line. */
export function BatchesTab({ month, book, acts }: TabProps) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const may = useMay();
  const { search, change } = useAddress();
  const [beside, put] = useState<Beside>(null);
  const state = useQuery({
    queryKey: ['book', 'vouchers', 'state', month],
    queryFn: () => desk.vouchers.state({ month }),
  });
  const run = useCommand<{ month: string }, ExportedView>(desk.vouchers.export);
  const { data } = state;
  const pending = data?.pending.entries ?? 0;
  const first = data?.batches.find(each => each.state !== 'withdrawn')?.id ?? null;
  const asked = search.get('batch');
  // What waits comes first; where nothing waits, the last batch.
  const chosen =
    asked === 'next' || (asked === null && (pending > 0 || first === null)) ? null : Number(asked) || first;
  const batch = data?.batches.find(({ id }) => id === chosen) ?? null;
  const choose = (id: number | null) => {
    put(null);
    change({ batch: id === null ? 'next' : String(id) });
  };
  useBack('vouchers.back', 'screens.clients.close_panel', () => put(null));
  const exporting = useAction({
    id: 'vouchers.export',
    title: 'screens.vouchers.export',
    params: { count: showCount(pending) },
    group: 'screens.vouchers.title',
    icon: <ExportOutlined aria-hidden />,
    needs: ['vouchers/export'],
    enabled: pending > 0 && !run.busy && !book.readOnly,
    run: async () => {
      const done = await run.send({ month });
      if (!done) return;
      notify.success('screens.vouchers.exported', { batch: done.batch, count: done.vouchers });
      choose(done.batch);
    },
  });
  return (
    <>
      {acts
        ? createPortal(
            <>
              <Button icon={<SettingOutlined aria-hidden />} onClick={() => put({ kind: 'settings' })}>
                {t('screens.vouchers.settings')}
              </Button>
              <ActionButton action={exporting} type="primary" />
            </>,
            acts,
          )
        : null}
      {state.error ? <ErrorPanel error={state.error} again={() => void state.refetch()} /> : null}
      {run.fault ? (
        <p className="clients-fault policies-fault" role="alert">
          {refusal(run.fault)}
        </p>
      ) : null}
      {!data && !state.error ? <SkeletonRows rows={12} /> : null}
      {data ? (
        <div className="clients vouchers">
          <BatchList state={data} chosen={chosen} choose={choose} />
          <section className="clients-list" aria-label={t('screens.vouchers.list')}>
            <BatchBar
              batch={batch}
              isLast={batch !== null && batch.id === first}
              mayEnd={!book.readOnly && may('vouchers/withdraw')}
              withdraw={() => put({ kind: 'withdraw' })}
            />
            <VoucherTable
              key={`${month} ${chosen}`}
              month={month}
              batch={chosen}
              chosen={beside?.kind === 'entries' ? beside.entries : null}
              open={entries => put({ kind: 'entries', entries })}
            />
          </section>
          {beside?.kind === 'entries' ? (
            <EntriesPanel
              key={beside.entries[0]}
              entries={beside.entries}
              month={month}
              close={() => put(null)}
            />
          ) : null}
          {beside?.kind === 'settings' ? <SettingsForm close={() => put(null)} /> : null}
          {beside?.kind === 'withdraw' && batch ? (
            <WithdrawForm batch={batch} close={() => put(null)} />
          ) : null}
        </div>
      ) : null}
    </>
  );
}

const FILES: readonly (readonly [VoucherFormat, 'xlsx' | 'csv' | 'txt'])[] = [
  ['kingdee', 'xlsx'],
  ['yonyou', 'txt'],
  ['yonyou', 'xlsx'],
  ['csv', 'csv'],
];

/** What the chosen batch is, its file in each form, and how it ends. */
function BatchBar(props: {
  batch: VoucherBatchView | null;
  isLast: boolean;
  mayEnd: boolean;
  withdraw(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { batch } = props;
  const book = useCommand<{ batch: number }, { batch: number }>(desk.vouchers.booked);
  if (batch === null)
    return (
      <div className="rules-bar policies-bar">
        <strong>{t('screens.vouchers.next')}</strong>
        <span className="muted">{t('screens.vouchers.next_about')}</span>
      </div>
    );
  const save = async (format: VoucherFormat, file: 'xlsx' | 'csv' | 'txt') => {
    try {
      const { fileId, name } = await desk.vouchers.write({ batch: batch.id, format, file });
      if (await saveExport(fileId)) notify.success('screens.spend.saved', { name });
    } catch (fault) {
      notify.refusal(fault);
    }
  };
  const booked = async () => {
    if (await book.send({ batch: batch.id }))
      notify.success('screens.vouchers.booked_done', { batch: batch.id });
    else notify.refusal(book.fault);
  };
  return (
    <div className="rules-bar policies-bar">
      <strong>{t('screens.vouchers.batch', { batch: batch.id })}</strong>
      <span className="muted figures">
        {t('screens.vouchers.batch_about', {
          by: batch.madeBy,
          count: showCount(Math.max(0, batch.lastNo - batch.firstNo + 1)),
          entries: showCount(batch.entries),
        })}
      </span>
      <span className="accounts-gap" />
      {book.fault ? (
        <span className="clients-fault" role="alert">
          {refusal(book.fault)}
        </span>
      ) : null}
      {batch.state === 'withdrawn' ? <span className="muted">{batch.reason}</span> : null}
      {batch.state === 'made' && props.mayEnd ? (
        <Offered needs={['vouchers/booked']}>
          <Button
            size="small"
            icon={<CheckOutlined aria-hidden />}
            loading={book.busy}
            onClick={() => void booked()}
          >
            {t('screens.vouchers.booked')}
          </Button>
          {props.isLast ? (
            <Button size="small" icon={<RollbackOutlined aria-hidden />} onClick={props.withdraw}>
              {t('screens.vouchers.withdraw')}
            </Button>
          ) : null}
        </Offered>
      ) : null}
      {batch.state === 'withdrawn' ? null : (
        <Dropdown
          trigger={['click']}
          menu={{
            items: FILES.map(([format, file]) => ({
              key: `${format} ${file}`,
              label: t(`screens.vouchers.file.${format}.${file}`),
              onClick: () => void save(format, file),
            })),
          }}
        >
          <Button size="small" type="primary" icon={<DownloadOutlined aria-hidden />}>
            {t('screens.vouchers.get_file')}
          </Button>
        </Dropdown>
      )}
    </div>
  );
}
