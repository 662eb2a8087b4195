import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';

/** A long text cut short, with a button that copies the whole of it. */
export function CopyText({ text, shown = text }: { text: string; shown?: string }) {
  const { t } = useTexts();
  const notify = useNotify();
  const copy = () =>
    navigator.clipboard.writeText(text).then(() => notify.success('screens.accounts.copied'), notify.refusal);
  return (
    <span className="copy-text">
      <span className="figures" title={text}>
        {shown}
      </span>
      <Button
        size="small"
        type="text"
        icon={<CopyOutlined aria-hidden />}
        aria-label={t('screens.accounts.copy', { text: shown })}
        title={t('screens.accounts.copy', { text: shown })}
        onClick={() => void copy()}
      />
    </span>
  );
}
