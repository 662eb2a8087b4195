import '../clients/clients.css';
import '../accounts/accounts.css';
import '../rules/rules.css';
import '../policies/policies.css';
import './close.css';
import { CalendarOutlined, DownloadOutlined, LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Select } from 'antd';
import { useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import type { ChecklistView, ClosedAnswer } from '../../../contract/close.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { useCommand } from '../clients/use-command.ts';
import { useBack } from '../statements/use-back.ts';
import { ChecklistTable } from './checklist-table.tsx';
import { LinePanel } from './line-panel.tsx';
import { PeriodsList } from './periods-list.tsx';
import { ReopenForm } from './reopen-form.tsx';

/** 结账: months, the computed checklist, closing and 反结账. */
export default function CloseScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.close.title')}>{book => <Close book={book} />}</InBook>;
}

type Side = { kind: 'line'; line: number } | { kind: 'reopen' } | null;

function Close({ book }: { book: BookState }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const may = useMay();
  const { search, change } = useAddress();
  const [side, show] = useState<Side>(null);
  const periods = useQuery({ queryKey: ['book', 'close', 'periods'], queryFn: () => desk.close.periods() });
  const list = periods.data?.periods ?? [];
  const month =
    search.get('month') ?? list.findLast(each => each.state === 'open')?.month ?? list[0]?.month ?? null;
  const client = Number(search.get('client')) || null;
  const clients = useQuery({
    queryKey: ['book', 'close', 'clients', month],
    queryFn: () => desk.close.clients({ month: month! }),
    enabled: month !== null,
  });
  const view = useQuery({
    queryKey: ['book', 'close', 'checklist', month, client],
    queryFn: () => desk.close.checklist({ month: month!, client }),
    enabled: month !== null,
  });
  const run = useCommand<{ month: string; client: number | null }, ClosedAnswer>(desk.close.close);
  const [answer, setAnswer] = useState<ClosedAnswer | null>(null);
  useBack('close.back', 'screens.clients.close_panel', () => show(null));
  const pick = (next: { month?: string; client?: string | null }) => {
    show(null);
    setAnswer(null);
    run.clear();
    change(next);
  };
  const data = view.data ?? null;
  const period = list.find(each => each.month === month);
  const mayReopen =
    client === null ? period?.mayReopen : clients.data?.find(each => each.client === client)?.mayReopen;
  const isOpen = data?.state === 'open';
  const closing = useAction({
    id: 'close.close',
    title: client === null ? 'screens.close.close' : 'screens.close.close_client',
    icon: <LockOutlined aria-hidden />,
    enabled: isOpen && !run.busy && !book.readOnly && may('close/close'),
    run: async () => {
      const done = await run.send({ month: month!, client });
      setAnswer(done);
      if (done?.closed) notify.success('screens.close.closed', { month: done.month });
      void view.refetch();
      void periods.refetch();
    },
  });
  const reopening = useAction({
    id: 'close.reopen',
    title: 'screens.close.reopen_act',
    icon: <UnlockOutlined aria-hidden />,
    enabled: mayReopen === true && !book.readOnly && may('close/reopen'),
    run: () => show({ kind: 'reopen' }),
  });
  const failed = periods.error ?? view.error;
  const line = side?.kind === 'line' ? data?.lines.find(each => each.line === side.line) : undefined;
  return (
    <Page
      fill
      title={t('screens.close.title')}
      about={t('screens.close.about')}
      actions={
        <>
          <Report month={data === null ? null : month} client={client} />
          {mayReopen ? <ActionButton action={reopening} /> : null}
          {isOpen ? <ActionButton action={closing} type="primary" /> : null}
        </>
      }
    >
      {failed ? <ErrorPanel error={failed} again={() => void view.refetch()} /> : null}
      {periods.data && list.length === 0 ? (
        <Empty
          icon={<CalendarOutlined aria-hidden />}
          title={t('screens.close.none')}
          text={t('screens.close.none_text')}
        />
      ) : null}
      <div className="clients close">
        <PeriodsList periods={list} chosen={month} choose={next => pick({ month: next })} />
        <section className="clients-list" aria-label={t('close.report.name.lines')}>
          <div className="rules-bar policies-bar close-bar">
            <strong className="figures">{month ?? ''}</strong>
            <Select
              aria-label={t('screens.close.scope')}
              className="close-scope"
              showSearch
              optionFilterProp="label"
              value={client === null ? 'book' : String(client)}
              options={[
                { value: 'book', label: t('screens.close.whole_book') },
                ...(clients.data ?? []).map(each => ({
                  value: String(each.client),
                  label: each.code === null ? each.name : `${each.code} ${each.name}`,
                })),
              ]}
              onChange={value => pick({ client: value === 'book' ? null : value })}
            />
            {data ? <Summary view={data} /> : null}
            <span className="accounts-gap" />
            <span className="muted">{t('screens.accounts.unit')}</span>
          </div>
          {run.fault ? (
            <p className="clients-fault policies-fault" role="alert">
              {refusal(run.fault)}
            </p>
          ) : null}
          {answer && !answer.closed ? (
            <p className="clients-fault policies-fault" role="alert">
              {t('screens.close.not_closed', {
                count: answer.missing.length,
                lines: answer.missing.map(each => each.line).join('、'),
              })}
            </p>
          ) : null}
          {!data && !failed ? <SkeletonRows /> : null}
          {data ? (
            <ChecklistTable
              lines={data.lines}
              chosen={side?.kind === 'line' ? side.line : null}
              choose={next => show({ kind: 'line', line: next })}
            />
          ) : null}
        </section>
        {line && data ? (
          <LinePanel
            key={`${month} ${client} ${line.line}`}
            view={data}
            line={line}
            close={() => show(null)}
          />
        ) : null}
        {side?.kind === 'reopen' && month ? (
          <ReopenForm month={month} client={client} close={() => show(null)} />
        ) : null}
      </div>
    </Page>
  );
}

/** 结账报告 in the format that is chosen; `month` null: there is none yet. */
function Report({ month, client }: { month: string | null; client: number | null }) {
  const { t } = useTexts();
  const notify = useNotify();
  const save = async (format: 'xlsx' | 'csv' | 'pdf') => {
    try {
      const { fileId, name } = await desk.close.write({ month: month!, client, format });
      if (await saveExport(fileId)) notify.success('screens.spend.saved', { name });
    } catch (fault) {
      notify.refusal(fault);
    }
  };
  const items = (['xlsx', 'csv', 'pdf'] as const).map(format => ({
    key: format,
    label: t(`grid.export.${format}`),
    onClick: () => void save(format),
  }));
  return (
    <Dropdown trigger={['click']} placement="bottomRight" disabled={month === null} menu={{ items }}>
      <Button icon={<DownloadOutlined aria-hidden />}>{t('screens.close.report')}</Button>
    </Dropdown>
  );
}

/** How far a month is: what is done, carried, missing, and which of that is a hard stop. */
function Summary({ view }: { view: ChecklistView }) {
  const { t } = useTexts();
  const count = (state: string) => view.lines.filter(each => each.state === state).length;
  const stops = view.lines.filter(each => each.state === 'missing' && each.isHardStop).length;
  return (
    <span className="figures muted">
      {t('screens.close.summary', {
        done: count('done'),
        carried: count('carried'),
        missing: count('missing'),
        stops,
      })}
    </span>
  );
}
