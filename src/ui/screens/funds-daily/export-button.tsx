import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { saveExport } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';

/** Saves a report in the format that is chosen. */
export function ExportButton(props: {
  /** What is written, where the page writes something else too. */
  label?: string;
  disabled: boolean;
  write(format: 'xlsx' | 'csv' | 'pdf'): Promise<{ fileId: string; name: string }>;
}) {
  const { t } = useTexts();
  const notify = useNotify();
  const save = async (format: 'xlsx' | 'csv' | 'pdf') => {
    try {
      const { fileId, name } = await props.write(format);
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
    <Dropdown trigger={['click']} placement="bottomRight" disabled={props.disabled} menu={{ items }}>
      <Button icon={<DownloadOutlined aria-hidden />}>{props.label ?? t('screens.accounts.export')}</Button>
    </Dropdown>
  );
}
