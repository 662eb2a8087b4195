import {
  DeleteOutlined,
  DownloadOutlined,
  EditOutlined,
  ExportOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import type { NamedExport } from '../../../domain/named-export.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { newKey } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { Empty, Page } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useSavedWhenDone } from '../../grid/use-export.ts';
import { useAddress } from '../accounts/use-range.ts';
import { EXPORT_GRIDS } from './draft.ts';

const PERIODS = ['last', 'this', 'month', 'all'] as const;
type Choice = (typeof PERIODS)[number];
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Named exports; each runs for the month that is chosen above. */
export function List({ exports: kept }: { exports: readonly NamedExport[] }) {
  const { t } = useTexts();
  const { change } = useAddress();
  const may = useMay();
  const [choice, choose] = useState<Choice>('last');
  const [month, setMonth] = useState('');
  const make = () => change({ edit: 'new' });
  const create = useAction({
    id: 'exports.new',
    title: 'screens.exports.new',
    keys: 'n',
    needs: ['namedExports/keep'],
    icon: <PlusOutlined aria-hidden />,
    run: make,
  });
  const isBad = choice === 'month' && !MONTH.test(month.trim());
  const period = choice === 'month' ? month.trim() : choice;
  return (
    <Page
      title={t('screens.exports.title')}
      about={t('screens.exports.about')}
      acts={['namedExports/keep']}
      actions={<ActionButton action={create} type="primary" />}
    >
      {kept.length === 0 ? (
        <Empty
          icon={<ExportOutlined aria-hidden />}
          title={t('screens.exports.none')}
          text={t('screens.exports.none_text')}
          action={may('namedExports/keep') ? { label: t('screens.exports.new'), run: make } : undefined}
        />
      ) : (
        <div className="exports-list">
          <div className="exports-bar">
            <Segmented
              aria-label={t('screens.exports.period')}
              value={choice}
              options={PERIODS.map(value => ({ value, label: t(`screens.exports.period.${value}`) }))}
              onChange={choose}
            />
            {choice === 'month' ? (
              <Input
                className="exports-month figures"
                aria-label={t('screens.exports.period.month')}
                placeholder="2026-05"
                value={month}
                maxLength={7}
                status={month !== '' && isBad ? 'error' : undefined}
                onChange={event => setMonth(event.target.value)}
              />
            ) : null}
          </div>
          <section className="panel">
            <table className="plain-table">
              <thead>
                <tr>
                  <th>{t('screens.exports.col.name')}</th>
                  <th>{t('screens.exports.col.grid')}</th>
                  <th className="number">{t('screens.exports.col.columns')}</th>
                  <th className="number">{t('screens.exports.col.conditions')}</th>
                  <th>{t('screens.exports.col.period')}</th>
                  <th>{t('screens.exports.col.format')}</th>
                  <th>{t('screens.exports.col.made_by')}</th>
                  <th aria-label={t('screens.exports.run')} />
                </tr>
              </thead>
              <tbody>
                {kept.map(each => (
                  <Line key={each.id} of={each} period={isBad ? null : period} />
                ))}
              </tbody>
            </table>
          </section>
        </div>
      )}
    </Page>
  );
}

function Line({ of, period }: { of: NamedExport; period: string | null }) {
  const { t } = useTexts();
  const notify = useNotify();
  const { change } = useAddress();
  const may = useMay();
  const wait = useSavedWhenDone();
  const run = async () => {
    try {
      const { jobId, rows } = await desk.namedExports.run({ export: of.id, period: period! });
      wait(jobId);
      notify.info('screens.exports.started', { name: of.name, rows });
    } catch (error) {
      notify.refusal(error);
    }
  };
  const drop = async () => {
    try {
      await desk.namedExports.drop({ key: newKey(), export: of.id });
      notify.success('screens.exports.dropped', { name: of.name });
    } catch (error) {
      notify.refusal(error);
    }
  };
  const isKnown = EXPORT_GRIDS.some(grid => grid === of.grid);
  return (
    <tr>
      <th scope="row">{of.name}</th>
      <td>{isKnown ? t(`screens.exports.grid.${of.grid.slice(5)}`) : of.grid}</td>
      <td className="number figures">{of.columns.length}</td>
      <td className="number figures">{of.query.filter.length}</td>
      <td>{of.periodColumn === null ? t('screens.exports.no_period') : t('screens.exports.by_month')}</td>
      <td className="figures">{of.format.toUpperCase()}</td>
      <td>{of.madeBy}</td>
      <td>
        <div className="exports-acts">
          <Button
            size="small"
            icon={<DownloadOutlined aria-hidden />}
            aria-label={t('screens.exports.run_of', { name: of.name })}
            disabled={period === null}
            onClick={() => void run()}
          >
            {t('screens.exports.run')}
          </Button>
          {may('namedExports/keep') ? (
            <>
              <Button
                size="small"
                type="text"
                icon={<EditOutlined aria-hidden />}
                title={t('screens.exports.edit')}
                aria-label={t('screens.exports.edit_of', { name: of.name })}
                onClick={() => change({ edit: String(of.id) })}
              />
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined aria-hidden />}
                title={t('screens.exports.drop')}
                aria-label={t('screens.exports.drop_of', { name: of.name })}
                onClick={() => void drop()}
              />
            </>
          ) : null}
        </div>
      </td>
    </tr>
  );
}
