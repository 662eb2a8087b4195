import { FilePdfOutlined, PaperClipOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { TicketLinks } from '../../../contract/ticket-acts.ts';
import { newKey } from '../../app/book.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { showBytes } from '../../app/figures.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { PdfView } from '../../pdf/pdf-view.tsx';

/** Evidence that is kept with a ticket, and where more of it is dropped. */
export function Attachments(props: { ticket: number; files: TicketLinks['files']; isForReading: boolean }) {
  const { t } = useTexts();
  const notify = useNotify();
  const may = useMay();
  const { share, stage, cancel } = useStaging();
  const { ticket, files } = props;
  const [looking, look] = useState<number | null>(null);
  const shown = files.find(({ attachment }) => attachment === looking);
  const attach = async (dropped: File[]) => {
    const staged = await stage(dropped);
    for (const { id, name } of staged ?? []) {
      try {
        await desk.tickets.attach({ key: newKey(), ticket, fileId: id });
        notify.success('screens.tickets.attached', { name });
      } catch (error) {
        notify.refusal(error);
      }
    }
  };
  const save = async (attachment: number) => {
    try {
      const kept = await desk.tickets.file({ ticket, attachment });
      if (await saveExport(kept.fileId)) notify.success('shell.jobs.saved', { name: kept.name });
    } catch (error) {
      notify.refusal(error);
    }
  };
  return (
    <section className="tickets-part tickets-files">
      <h3>{t('screens.tickets.files')}</h3>
      {files.length > 0 ? (
        <ul>
          {files.map(({ attachment, name, bytes }) => (
            <li key={attachment}>
              <button type="button" className="line-link wb-place" onClick={() => void save(attachment)}>
                <PaperClipOutlined aria-hidden /> {name}
              </button>
              <span className="figures muted">{showBytes(bytes)}</span>
              {/\.pdf$/i.test(name) ? (
                <Button
                  size="small"
                  icon={<FilePdfOutlined aria-hidden />}
                  aria-expanded={attachment === looking}
                  onClick={() => look(attachment === looking ? null : attachment)}
                >
                  {t(attachment === looking ? 'paper.hide' : 'paper.show')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {shown ? <Shown key={shown.attachment} ticket={ticket} {...shown} /> : null}
      {props.isForReading || !may('tickets/attach') ? null : (
        <DropZone
          name={t('screens.tickets.attach')}
          icon={<PaperClipOutlined aria-hidden />}
          multiple
          share={share}
          onCancel={cancel}
          onFiles={dropped => void attach(dropped)}
        />
      )}
    </section>
  );
}

function Shown({ ticket, attachment, name }: { ticket: number; attachment: number; name: string }) {
  const file = useQuery({
    queryKey: ['paper', 'ticket', ticket, attachment],
    queryFn: () => desk.tickets.openFile({ ticket, attachment }),
    // What is kept never changes, and a book of papers must not stay in memory.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (file.error) return <ErrorPanel error={file.error} again={() => void file.refetch()} />;
  return file.data ? <PdfView data={file.data.data} name={name} /> : <SkeletonRows rows={6} />;
}
