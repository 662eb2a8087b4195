import { DownloadOutlined, FilePdfOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { InvoiceDetail } from '../../../contract/invoices.ts';
import { desk, saveExport } from '../../app/client.ts';
import { showBytes } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { PdfView } from '../../pdf/pdf-view.tsx';

type Kept = InvoiceDetail['files'][number];

/** Files kept with an invoice: each can be saved, and the pages of a PDF are shown in place. */
export function InvoiceFiles({ detail }: { detail: InvoiceDetail }) {
  const { t } = useTexts();
  const notify = useNotify();
  const [looking, look] = useState<number | null>(null);
  const shown = detail.files.find(({ attachment }) => attachment === looking);
  const save = (attachment: number) =>
    desk.invoices
      .saveFile({ invoice: detail.id, attachment })
      .then(({ fileId }) => saveExport(fileId))
      .then(() => undefined, notify.refusal);
  return (
    <section>
      <h3>{t('screens.invoices.files')}</h3>
      {detail.files.map(({ attachment, name, bytes }) => (
        <div key={attachment} className="inv-file">
          <Button
            type="link"
            size="small"
            icon={<DownloadOutlined aria-hidden />}
            onClick={() => void save(attachment)}
          >
            {name} · {showBytes(bytes)}
          </Button>
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
        </div>
      ))}
      {shown ? <Shown key={shown.attachment} invoice={detail.id} file={shown} /> : null}
    </section>
  );
}

function Shown({ invoice, file: { attachment, name } }: { invoice: number; file: Kept }) {
  const file = useQuery({
    queryKey: ['paper', 'invoice', invoice, attachment],
    queryFn: () => desk.invoices.openFile({ invoice, attachment }),
    // What is kept never changes, and a book of papers must not stay in memory.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (file.error) return <ErrorPanel error={file.error} again={() => void file.refetch()} />;
  return file.data ? <PdfView data={file.data.data} name={name} /> : <SkeletonRows rows={6} />;
}
