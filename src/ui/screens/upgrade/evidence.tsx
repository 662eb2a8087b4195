import { FileImageOutlined, FilePdfOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { UpgradeAttachment } from '../../../contract/upgrade.ts';
import type { StagedFile } from '../../../domain/job.ts';
import { ATTACHMENT_TYPES } from '../../../domain/upgrade/attachment.ts';
import { newKey } from '../../app/book.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { showBytes } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { PdfView } from '../../pdf/pdf-view.tsx';

const PASTED: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };

/** Takes one piece of evidence: dropped, pasted anywhere while the form stands, or picked. */
export function EvidencePick(props: { file: StagedFile | null; change(file: StagedFile | null): void }) {
  const { t } = useTexts();
  const { share, stage } = useStaging();
  const [over, setOver] = useState(false);
  const busy = share !== null;
  const take = async (files: readonly File[]) => {
    const [file] = files;
    if (!file || busy) return;
    const staged = await stage([file]);
    if (staged?.[0]) props.change(staged[0]);
  };
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const [file] = [...(event.clipboardData?.files ?? [])];
      if (!file) return;
      event.preventDefault();
      const ending = PASTED[file.type];
      const name = ending ? `${t('screens.upgrade.pasted')}.${ending}` : file.name;
      void take([new File([file], name, { type: file.type })]);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  });
  const onDrag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(event.type === 'dragover');
    if (event.type === 'drop') void take([...event.dataTransfer.files]);
  };
  return (
    <div className="upg-field">
      <label className="upg-pick" data-over={over} onDragOver={onDrag} onDragLeave={onDrag} onDrop={onDrag}>
        <input
          type="file"
          className="unseen"
          accept={ATTACHMENT_TYPES.join(',')}
          aria-label={t('screens.upgrade.evidence')}
          onChange={event => {
            void take([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <PaperClipOutlined aria-hidden />
        <span>
          {props.file
            ? `${props.file.name} · ${showBytes(props.file.bytes)}`
            : t(busy ? 'screens.upgrade.staging' : 'screens.upgrade.evidence')}
        </span>
      </label>
      <div className="upg-hint">{t('screens.upgrade.evidence_hint')}</div>
    </div>
  );
}

/** Evidence that is kept: its name shows it. */
export function EvidenceLink(props: {
  attachment: UpgradeAttachment;
  look(attachment: UpgradeAttachment): void;
}) {
  const { attachment } = props;
  const Icon = attachment.type === 'application/pdf' ? FilePdfOutlined : FileImageOutlined;
  return (
    <button type="button" className="upg-evidence" onClick={() => props.look(attachment)}>
      <Icon aria-hidden /> {attachment.name}
    </button>
  );
}

/** Shows a picture or the pages of a PDF from a copy in memory. */
export function EvidenceView(props: { account: number; attachment: UpgradeAttachment; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { account, attachment } = props;
  const [paper, setPaper] = useState<Blob | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const isPicture = attachment.type !== 'application/pdf';
  const view = useRef<HTMLElement>(null);
  // It stands above what was clicked, which may be further down than the panel is high.
  useEffect(() => {
    view.current?.scrollIntoView({ block: 'start' });
  }, []);
  useEffect(() => {
    let address: string | null = null;
    let isGone = false;
    desk.upgrade.openAttachment({ key: newKey(), account, attachment: attachment.id }).then(
      ({ data, type }) => {
        if (isGone) return;
        if (!isPicture) return setPaper(data);
        address = URL.createObjectURL(new Blob([data], { type }));
        setShown(address);
      },
      error => isGone || setFault(error),
    );
    return () => {
      isGone = true;
      if (address) URL.revokeObjectURL(address);
    };
  }, [account, attachment.id, isPicture]);
  const save = async () => {
    try {
      const kept = await desk.upgrade.saveAttachment({ key: newKey(), account, attachment: attachment.id });
      if (await saveExport(kept.fileId)) notify.success('shell.jobs.saved', { name: kept.name });
    } catch (error) {
      notify.refusal(error);
    }
  };
  return (
    <section ref={view} className="upg-view" aria-label={attachment.name}>
      <div className="upg-view-head">
        <strong>{attachment.name}</strong>
        <span className="upg-quiet figures">{showBytes(attachment.bytes)}</span>
        <Button size="small" onClick={() => void save()}>
          {t('screens.upgrade.save_copy')}
        </Button>
        <Button size="small" onClick={props.close}>
          {t('screens.upgrade.close_view')}
        </Button>
      </div>
      {fault ? (
        <p className="upg-fault" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
      {isPicture ? (
        <div className="upg-picture">
          {shown ? <img src={shown} alt={attachment.name} onError={() => setFault(new Error())} /> : null}
        </div>
      ) : null}
      {paper ? <PdfView data={paper} name={attachment.name} /> : null}
    </section>
  );
}
