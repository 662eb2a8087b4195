import { useState } from 'react';
import type { StagedFile } from '../../../domain/job.ts';
import { desk } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

type Wanted = { fileId: string; month: string; columns?: Record<string, string> };
const FIELDS = [
  'code',
  'debits',
  'credits',
  'openingDebit',
  'openingCredit',
  'closingDebit',
  'closingCredit',
] as const;

/** Takes in the 科目余额表 of the general ledger; the columns of an unknown form are named here. */
export function LedgerImport({ month, close }: { month: string; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const staging = useStaging();
  const [file, setFile] = useState<StagedFile | null>(null);
  const [isNamed, setNamed] = useState(false);
  const [columns, setColumns] = useState<Record<string, string>>({});
  const take = useCommand<Wanted, { lines: number; different: number }>(desk.vouchers.readLedger);
  const onFiles = async (files: File[]) => {
    const [staged] = (await staging.stage(files.slice(0, 1))) ?? [];
    if (!staged) return;
    take.clear();
    setFile(staged);
  };
  const submit = async () => {
    const named = Object.fromEntries(
      Object.entries(columns).flatMap(([field, heading]) =>
        heading.trim() === '' ? [] : [[field, heading.trim()]],
      ),
    );
    const done = await take.send({ fileId: file!.id, month, ...(isNamed ? { columns: named } : {}) });
    if (!done) return;
    notify.success(
      done.different === 0 ? 'screens.vouchers.check.equal' : 'screens.vouchers.check.differs',
      done,
    );
    close();
  };
  return (
    <SidePanel
      title={t('screens.vouchers.check.import')}
      close={close}
      submit={() => void submit()}
      act={t('screens.vouchers.check.import_do', { month })}
      ready={file !== null}
      busy={take.busy}
      fault={take.fault ? refusal(take.fault) : null}
      note={t('screens.vouchers.check.import_note')}
      needs={['vouchers/readLedger']}
    >
      <DropZone
        name={file ? file.name : t('screens.vouchers.check.import_drop')}
        hint={t('screens.vouchers.check.import_hint')}
        accept=".csv,.xlsx,.xls"
        share={staging.share}
        onCancel={staging.cancel}
        onFiles={files => void onFiles(files)}
      />
      <button type="button" className="line-link" onClick={() => setNamed(!isNamed)}>
        {t(isNamed ? 'screens.vouchers.check.detect' : 'screens.vouchers.check.name_columns')}
      </button>
      {isNamed
        ? FIELDS.map(field => (
            <TextField
              key={field}
              name={t(`screens.vouchers.field.${field}`)}
              value={columns[field] ?? ''}
              most={60}
              change={heading => setColumns({ ...columns, [field]: heading })}
            />
          ))
        : null}
    </SidePanel>
  );
}
