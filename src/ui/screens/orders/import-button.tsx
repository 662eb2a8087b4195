import { ImportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { useAction } from '../../app/actions.tsx';
import { plannedAgainPath } from '../../app/routes.ts';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';

/** Chooses an order list or report of the platform and opens 流水导入 with it: figures come by observation. */
export function ImportButton() {
  const { t } = useTexts();
  const go = useNavigate();
  const staging = useStaging();
  const input = useRef<HTMLInputElement>(null);
  const act = useAction({
    id: 'orders.import',
    title: 'screens.orders.import',
    needs: ['imports/preview'],
    icon: <ImportOutlined aria-hidden />,
    run: () => input.current?.click(),
  });
  const onFile = async (file: File) => {
    const staged = await staging.stage([file]);
    if (staged?.[0]) void go(plannedAgainPath(staged[0].id));
  };
  if (act.isOffered === false) return null;
  return (
    <>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={t('screens.orders.import_file')}
        accept=".xlsx,.xls,.csv,.zip"
        onChange={event => {
          const file = event.target.files?.[0];
          if (file) void onFile(file);
          event.target.value = '';
        }}
      />
      <Button
        icon={act.icon}
        loading={staging.share !== null}
        title={t('screens.orders.import_hint')}
        onClick={() => void act.run()}
      >
        {t(act.title)}
      </Button>
    </>
  );
}
