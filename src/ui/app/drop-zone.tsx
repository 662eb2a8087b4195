import { InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type DragEvent, type ReactNode, useState } from 'react';
import { Bar } from './job-progress.tsx';
import { useTexts } from './texts.ts';

/**
 * A place to drop files on, which is also the button that chooses them. `share` (0 to 1) shows an upload under way
 * in the same height; `name` is what readers hear.
 */
export function DropZone(props: {
  name: string;
  hint?: string;
  icon?: ReactNode;
  multiple?: boolean;
  /** As the file dialog's `accept`; content decides later, whatever the name. */
  accept?: string;
  share?: number | null;
  /** Offered while an upload is under way. */
  onCancel?(): void;
  onFiles(files: File[]): void;
}) {
  const { t } = useTexts();
  const [over, setOver] = useState(false);
  const busy = props.share !== undefined && props.share !== null;
  const take = (files: FileList | null) => {
    if (files && files.length > 0 && !busy) props.onFiles([...files]);
  };
  const onDrag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(event.type === 'dragover' && !busy);
    if (event.type === 'drop') take(event.dataTransfer.files);
  };
  return (
    <label
      className="drop-zone"
      data-over={over}
      data-busy={busy}
      onDragOver={onDrag}
      onDragLeave={onDrag}
      onDrop={onDrag}
    >
      <input
        type="file"
        className="unseen"
        aria-label={props.name}
        multiple={props.multiple}
        accept={props.accept}
        disabled={busy}
        onChange={event => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <span className="drop-icon">{props.icon ?? <InboxOutlined aria-hidden />}</span>
      <span className="drop-name">{props.name}</span>
      <span className="drop-hint">{props.hint}</span>
      <span className="drop-share">
        {busy ? <Bar share={props.share!} name={t('shell.uploading')} /> : null}
        {busy && props.onCancel ? (
          <Button size="small" onClick={props.onCancel}>
            {t('shell.jobs.cancel')}
          </Button>
        ) : null}
      </span>
    </label>
  );
}
