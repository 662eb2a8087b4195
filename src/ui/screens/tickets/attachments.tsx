import { PaperClipOutlined } from '@ant-design/icons';
import type { TicketLinks } from '../../../contract/ticket-acts.ts';
import { newKey } from '../../app/book.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { showBytes } from '../../app/figures.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';

/** Evidence that is kept with a ticket, and where more of it is dropped. */
export function Attachments(props: { ticket: number; files: TicketLinks['files']; isForReading: boolean }) {
  const { t } = useTexts();
  const notify = useNotify();
  const may = useMay();
  const { share, stage, cancel } = useStaging();
  const { ticket, files } = props;
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
            </li>
          ))}
        </ul>
      ) : null}
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
