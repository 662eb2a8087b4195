import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { useSavedWhenDone } from '../../grid/use-export.ts';

type ReportRequest = Omit<Parameters<typeof desk.reports.write>[0], 'format'>;
type Format = Parameters<typeof desk.reports.write>[0]['format'];

/** Starts a job that writes, and saves what it made. */
export function useWritten(): (start: () => Promise<{ jobId: string }>) => Promise<void> {
  const notify = useNotify();
  const wait = useSavedWhenDone();
  return async start => {
    try {
      wait((await start()).jobId);
      notify.info('grid.export.started');
    } catch (error) {
      notify.refusal(error);
    }
  };
}

/** Writes the report that the screen shows, as XLSX, CSV or PDF; `also` stands below them. */
export function ReportExport(props: {
  request: ReportRequest | null;
  also?: { key: string; label: string; start(): Promise<{ jobId: string }> }[];
}) {
  const { t } = useTexts();
  const write = useWritten();
  const { request, also = [] } = props;
  const formats = (['xlsx', 'csv', 'pdf'] as const).map((format: Format) => ({
    key: format,
    label: t(`grid.export.${format}`),
    disabled: request === null,
    onClick: () => void write(() => desk.reports.write({ ...request!, format })),
  }));
  const others = also.map(({ key, label, start }) => ({ key, label, onClick: () => void write(start) }));
  const items = others.length > 0 ? [...formats, { type: 'divider' as const }, ...others] : formats;
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button icon={<DownloadOutlined aria-hidden />}>{t('screens.accounts.export')}</Button>
    </Dropdown>
  );
}
