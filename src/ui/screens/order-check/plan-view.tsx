import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { type PlanTurn, planOrders } from '../../../domain/orders/plan.ts';
import { type PlanReading, pastedTable, readPlanRows } from '../../../domain/orders/plan-rows.ts';
import type { CellTable } from '../../../domain/parties/cells.ts';
import type { Rules } from '../../../domain/rulebook/lookup.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel } from '../../app/page.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { PlanTable } from './plan-table.tsx';

/** 批量预检: a pasted or dropped list of planned orders, judged row by row before anything is placed. */
export function PlanView({ rules }: { rules: Rules }) {
  const { t } = useTexts();
  const notify = useNotify();
  const staging = useStaging();
  const [text, setText] = useState('');
  const [file, setFile] = useState<{ id: string; name: string } | null>(null);
  const template = useAction({
    id: 'order_check.template',
    title: 'screens.order_check.template',
    icon: <DownloadOutlined aria-hidden />,
    run: () =>
      desk.rules
        .planTemplate()
        .then(({ fileId }) => saveExport(fileId))
        .then(() => undefined, notify.refusal),
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
            <ActionButton action={template} />
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
      {read ? <Planned key={file?.id ?? 'pasted'} tables={read} rules={rules} /> : null}
    </div>
  );
}

/** The refusal of a list that has no header, or what was read. */
function useReading(tables: readonly CellTable[]): { reading?: PlanReading; fault?: unknown } {
  return useMemo(() => {
    try {
      return { reading: readPlanRows(tables) };
    } catch (fault) {
      return { fault };
    }
  }, [tables]);
}

function Planned({ tables, rules }: { tables: readonly CellTable[]; rules: Rules }) {
  const { t, refusal } = useTexts();
  const [turn, setTurn] = useState<PlanTurn>('listed');
  const { reading, fault } = useReading(tables);
  const outcome = useMemo(
    () => (reading ? planOrders(reading.orders, rules, { turn }) : null),
    [reading, rules, turn],
  );
  if (!reading || !outcome)
    return (
      <p className="clients-banner" role="alert">
        {refusal(fault)}
      </p>
    );
  return (
    <section className="panel check-planned" aria-labelledby="check-planned">
      <div className="panel-head">
        <h2 id="check-planned">
          {t('screens.order_check.planned', {
            rows: showCount(reading.orders.length),
            fitting: showCount(outcome.fitting),
            amount: showFen(outcome.fittingFen),
          })}
        </h2>
        <Segmented
          aria-label={t('screens.order_check.turn')}
          value={turn}
          options={(['listed', 'smallest'] as const).map(value => ({
            value,
            label: t(`screens.order_check.turn.${value}`),
          }))}
          onChange={setTurn}
        />
      </div>
      <PlanTable reading={reading} outcome={outcome} />
    </section>
  );
}
