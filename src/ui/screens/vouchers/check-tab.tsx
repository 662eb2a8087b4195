import { DownloadOutlined, FileSearchOutlined, ImportOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Segmented } from 'antd';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { GlCheckView } from '../../../contract/vouchers.ts';
import type { GlLine } from '../../../domain/vouchers/gl-compare.ts';
import { Chip } from '../../app/chip.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useBack } from '../statements/use-back.ts';
import { CheckPanel } from './check-panel.tsx';
import { CheckTable } from './check-table.tsx';
import { LedgerImport } from './ledger-import.tsx';
import type { TabProps } from './tab.ts';

const lineKey = ({ glCode, aux }: GlLine) => `${glCode} ${aux?.kind ?? ''} ${aux?.code ?? ''}`;

/** 总账核对: the 科目余额表 of the general ledger beside ours by the mapping. */
export function CheckTab({ month, book, acts }: TabProps) {
  const { t } = useTexts();
  const notify = useNotify();
  const [only, setOnly] = useState<'all' | 'different'>('all');
  const [isImporting, setImporting] = useState(false);
  const [chosen, choose] = useState<string | null>(null);
  const check = useQuery({
    queryKey: ['book', 'vouchers', 'check', month],
    queryFn: () => desk.vouchers.check({ month }),
  });
  const close = () => {
    setImporting(false);
    choose(null);
  };
  useBack('vouchers.check.back', 'screens.clients.close_panel', close);
  const begin = () => {
    choose(null);
    setImporting(true);
  };
  const save = async (format: 'xlsx' | 'csv' | 'pdf') => {
    try {
      const { fileId, name } = await desk.vouchers.writeCheck({ month, format });
      if (await saveExport(fileId)) notify.success('screens.spend.saved', { name });
    } catch (fault) {
      notify.refusal(fault);
    }
  };
  const { data, error } = check;
  const line = data?.lines.find(each => lineKey(each) === chosen);
  return (
    <>
      {acts
        ? createPortal(
            <>
              {data ? (
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: (['xlsx', 'csv', 'pdf'] as const).map(format => ({
                      key: format,
                      label: format.toUpperCase(),
                      onClick: () => void save(format),
                    })),
                  }}
                >
                  <Button icon={<DownloadOutlined aria-hidden />}>{t('screens.vouchers.check.save')}</Button>
                </Dropdown>
              ) : null}
              <Offered needs={['vouchers/readLedger']}>
                <Button
                  type="primary"
                  icon={<ImportOutlined aria-hidden />}
                  disabled={book.readOnly}
                  onClick={begin}
                >
                  {t('screens.vouchers.check.import')}
                </Button>
              </Offered>
            </>,
            acts,
          )
        : null}
      {error ? <ErrorPanel error={error} again={() => void check.refetch()} /> : null}
      {data === undefined && !error ? <SkeletonRows rows={12} /> : null}
      <div className="clients vouchers">
        {data === null ? (
          <Empty
            icon={<FileSearchOutlined aria-hidden />}
            title={t('screens.vouchers.check.none')}
            text={t('screens.vouchers.check.none_text', { month })}
            action={{ label: t('screens.vouchers.check.import'), run: begin, disabled: book.readOnly }}
          />
        ) : null}
        {data ? (
          <section className="clients-list" aria-label={t('screens.vouchers.view.check')}>
            <CheckBar check={data} only={only} setOnly={setOnly} />
            <CheckTable
              lines={only === 'all' ? data.lines : data.lines.filter(({ isEqual }) => !isEqual)}
              keyOf={lineKey}
              chosen={chosen}
              isNarrow={isImporting || line !== undefined}
              open={next => {
                setImporting(false);
                choose(lineKey(next));
              }}
            />
            <p className="policies-footnote muted">{t('screens.vouchers.check.note')}</p>
          </section>
        ) : null}
        {isImporting ? <LedgerImport month={month} close={close} /> : null}
        {line ? <CheckPanel key={chosen} line={line} month={month} close={close} /> : null}
      </div>
    </>
  );
}

function CheckBar(props: {
  check: GlCheckView;
  only: 'all' | 'different';
  setOnly(only: 'all' | 'different'): void;
}) {
  const { t } = useTexts();
  const { check } = props;
  return (
    <div className="rules-bar policies-bar">
      <Chip
        tone={check.different === 0 ? 'success' : 'danger'}
        word={
          check.different === 0
            ? t('vouchers.check.all_equal')
            : t('vouchers.check.some_differ', { count: check.different })
        }
      />
      <Segmented
        value={props.only}
        aria-label={t('screens.vouchers.check.only')}
        onChange={next => props.setOnly(next)}
        options={(['all', 'different'] as const).map(value => ({
          value,
          label: t(`screens.vouchers.check.${value}`),
        }))}
      />
      <span className="muted">
        {t('screens.vouchers.check.about', { name: check.name, by: check.readBy, on: check.readOn })}
      </span>
      <span className="accounts-gap" />
      <span className="muted">{t('screens.accounts.unit')}</span>
    </div>
  );
}
