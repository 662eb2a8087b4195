import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import { pastedTable } from '../../../domain/orders/plan-rows.ts';
import type { Rules } from '../../../domain/rulebook/lookup.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel } from '../../app/page.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { PlannedList } from './planned-list.tsx';

/** 批量预检: a pasted or dropped list of planned orders, judged row by row before anything is placed. */
export function PlanView({ rules, inBook }: { rules: Rules; inBook: boolean }) {
  const { t } = useTexts();
  const notify = useNotify();
  const staging = useStaging();
  const [text, setText] = useState('');
  const [file, setFile] = useState<{ id: string; name: string } | null>(null);
  const saveTemplate = (format: 'xlsx' | 'csv') =>
    desk.rules
      .planTemplate({ format })
      .then(({ fileId }) => saveExport(fileId))
      .then(() => undefined, notify.refusal);
  const template = useAction({
    id: 'order_check.template',
    title: 'screens.order_check.template',
    icon: <DownloadOutlined aria-hidden />,
    run: () => saveTemplate('xlsx'),
  });
  const templateCsv = useAction({
    id: 'order_check.template_csv',
    title: 'screens.order_check.template_csv',
    icon: <DownloadOutlined aria-hidden />,
    run: () => saveTemplate('csv'),
  });
  const tables = useQuery({
    queryKey: ['rules', 'plan', file?.id],
    queryFn: () => desk.rules.readPlan({ fileId: file!.id }),
    enabled: file !== null,
  });
  const onFiles = async (files: File[]) => {
    const staged = await staging.stage(files.slice(0, 1));
    if (staged?.[0]) setFile({ id: staged[0].id, name: staged[0].name });
  };
  const pasted = useMemo(() => (text.trim() === '' ? null : [pastedTable(text)]), [text]);
  const read = file ? tables.data : pasted;
  return (
    <div className="check-plan">
      {file === null ? (
        <section className="panel check-paste" aria-labelledby="check-paste">
          <div className="panel-head">
            <h2 id="check-paste">{t('screens.order_check.paste')}</h2>
            <div className="check-heads">
              <ActionButton action={template} />
              <ActionButton action={templateCsv} />
            </div>
          </div>
          <div className="check-paste-body">
            <Input.TextArea
              aria-label={t('screens.order_check.paste')}
              className="figures"
              rows={6}
              spellCheck={false}
              placeholder={t('screens.order_check.paste_example')}
              value={text}
              onChange={event => setText(event.target.value)}
            />
            <DropZone
              name={t('screens.order_check.drop')}
              hint={t('screens.order_check.drop_hint')}
              accept=".xlsx,.xls,.csv,.txt"
              share={staging.share}
              onCancel={staging.cancel}
              onFiles={files => void onFiles(files)}
            />
          </div>
        </section>
      ) : (
        <p className="check-file">
          <b>{file.name}</b>
          <Button size="small" onClick={() => setFile(null)}>
            {t('screens.order_check.other_list')}
          </Button>
        </p>
      )}
      {tables.isError && file ? <ErrorPanel error={tables.error} /> : null}
      {read ? (
        <PlannedList
          key={file?.id ?? 'pasted'}
          name={file?.name ?? t('screens.order_check.pasted_name')}
          tables={read}
          rules={rules}
          inBook={inBook}
        />
      ) : null}
    </div>
  );
}
