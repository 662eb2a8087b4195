import { ImportOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { CalendarYearView } from '../../../contract/calendar.ts';
import { desk } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { Section } from './section.tsx';

/** 工作日历: the years that terms are counted by; a file brings the next one. */
export function Calendar() {
  const { t } = useTexts();
  const years = useQuery({ queryKey: ['settings', 'calendar'], queryFn: () => desk.calendar.years() });
  return (
    <Section title={t('settings.calendar')} acts={<ImportYear />}>
      <p className="panel-text">{t('settings.calendar.about')}</p>
      {years.isPending ? <SkeletonRows rows={3} /> : null}
      {years.isError ? <ErrorPanel error={years.error} again={() => void years.refetch()} /> : null}
      {years.data ? <Years years={years.data} /> : null}
    </Section>
  );
}

function ImportYear() {
  const { t } = useTexts();
  const notify = useNotify();
  const queries = useQueryClient();
  const { stage, share } = useStaging();
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File) => {
    setBusy(true);
    try {
      const [staged] = (await stage([file])) ?? [];
      if (!staged) return;
      const { years } = await desk.calendar.import({ fileId: staged.id });
      await queries.invalidateQueries({ queryKey: ['settings', 'calendar'] });
      notify.success('settings.calendar.imported', { years: years.join(', ') });
    } catch (error) {
      notify.refusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Offered needs={['calendar/import']}>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={t('settings.calendar.import')}
        accept=".csv,.xlsx,.json"
        onChange={event => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void take(file);
        }}
      />
      <Button
        icon={<ImportOutlined aria-hidden />}
        loading={busy || share !== null}
        onClick={() => input.current?.click()}
      >
        {t('settings.calendar.import')}
      </Button>
    </Offered>
  );
}

function Years({ years }: { years: readonly CalendarYearView[] }) {
  const { t } = useTexts();
  return (
    <table className="plain-table settings-years">
      <thead>
        <tr>
          <th>{t('settings.calendar.year')}</th>
          <th>{t('settings.calendar.off')}</th>
          <th>{t('settings.calendar.work')}</th>
          <th>{t('settings.calendar.source')}</th>
        </tr>
      </thead>
      <tbody>
        {years.map(({ year, source, isBrought, off, work }) => (
          <tr key={year}>
            <td className="figures">{year}</td>
            <td>
              {off.map(({ from, to, name }) => (
                <div key={from}>
                  <span className="figures">
                    {from === to
                      ? from.slice(5)
                      : t('settings.calendar.days', { from: from.slice(5), to: to.slice(5) })}
                  </span>{' '}
                  <span lang="zh-CN">{name}</span>
                </div>
              ))}
            </td>
            <td>
              {work.length === 0
                ? t('settings.calendar.none')
                : work.map(day => (
                    <div key={day} className="figures">
                      {day.slice(5)}
                    </div>
                  ))}
            </td>
            <td>
              <span lang="zh-CN">{source}</span>
              <div className="muted">
                {t(isBrought ? 'settings.calendar.brought' : 'settings.calendar.shipped')}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
