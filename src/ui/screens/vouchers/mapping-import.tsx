import { useState } from 'react';
import type { StagedFile } from '../../../domain/job.ts';
import { desk } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

/** Replaces the mapping by a file that was exported and edited. */
export function MappingImport({ close }: { close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const staging = useStaging();
  const [file, setFile] = useState<StagedFile | null>(null);
  const take = useCommand<{ fileId: string }, { accounts: number; parties: number }>(
    desk.vouchers.importMapping,
  );
  const onFiles = async (files: File[]) => {
    const [staged] = (await staging.stage(files.slice(0, 1))) ?? [];
    if (staged) setFile(staged);
  };
  const submit = async () => {
    const done = await take.send({ fileId: file!.id });
    if (!done) return;
    notify.success('screens.vouchers.map.imported', done);
    close();
  };
  return (
    <SidePanel
      title={t('screens.vouchers.map.import')}
      close={close}
      submit={() => void submit()}
      act={t('screens.vouchers.map.import_do')}
      ready={file !== null}
      busy={take.busy}
      fault={take.fault ? refusal(take.fault) : null}
      note={t('screens.vouchers.map.import_note')}
      needs={['vouchers/importMapping']}
    >
      <DropZone
        name={file ? file.name : t('screens.vouchers.map.import_drop')}
        hint={t('screens.vouchers.map.import_hint')}
        accept=".csv,.xlsx,.xls"
        share={staging.share}
        onCancel={staging.cancel}
        onFiles={files => void onFiles(files)}
      />
    </SidePanel>
  );
}
