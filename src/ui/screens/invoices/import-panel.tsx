import { Button } from 'antd';
import { useState } from 'react';
import type { ImportedInvoicesView } from '../../../contract/invoices.ts';
import type { StagedFile } from '../../../domain/job.ts';
import { newKey } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { Side } from './side.tsx';

interface Done {
  name: string;
  view: ImportedInvoicesView | null;
  fault: unknown;
}

/** 导入发票: files one after the other, each with what came of it. */
export function ImportPanel({ close }: { close(): void }) {
  const { t } = useTexts();
  const staging = useStaging();
  const [done, setDone] = useState<readonly Done[]>([]);
  const [isBusy, setBusy] = useState(false);
  const take = async (file: StagedFile): Promise<Done> => {
    try {
      const view = await desk.invoices.import({ key: newKey(), fileId: file.id });
      return { name: file.name, view, fault: null };
    } catch (fault) {
      return { name: file.name, view: null, fault };
    }
  };
  const onFiles = async (files: File[]) => {
    const staged = await staging.stage(files);
    if (!staged) return;
    setBusy(true);
    for (const file of staged) {
      const one = await take(file);
      setDone(before => [one, ...before]);
    }
    setBusy(false);
  };
  return (
    <Side title={t('screens.invoices.import')} under={t('screens.invoices.import_about')} close={close}>
      <DropZone
        name={t('screens.invoices.import_drop')}
        hint={t('screens.invoices.import_hint')}
        multiple
        accept=".xml,.ofd,.zip,.xlsx,.xls,.csv,.pdf"
        share={staging.share}
        onCancel={staging.cancel}
        onFiles={files => void onFiles(files)}
      />
      {isBusy ? <p role="status">{t('screens.invoices.importing')}</p> : null}
      {done.map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that only grows at its head
        <Outcome key={done.length - at} done={each} />
      ))}
      {done.length > 0 ? <Button onClick={close}>{t('screens.invoices.see_register')}</Button> : null}
    </Side>
  );
}

function Outcome({ done: { name, view, fault } }: { done: Done }) {
  const { t, refusal } = useTexts();
  return (
    <section className="inv-outcome">
      <h3>{name}</h3>
      {fault ? (
        <p className="clients-fault" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
      {view ? (
        <p role="status">
          {t('screens.invoices.imported', {
            imported: view.imported,
            known: view.known,
            refused: view.refused.length,
            routed: view.routed.length,
          })}
        </p>
      ) : null}
      {view && view.imported + view.known === 0 && view.attached > 0 ? (
        <p>{t('screens.invoices.page_kept')}</p>
      ) : null}
      <ul className="inv-findings">
        {view?.refused.map(({ number, code, params }) => (
          <li key={number} data-severity="error">
            <span className="figures">{number}</span> {t(code, params)}
          </li>
        ))}
        {view?.routed.map(({ number, findings }) => (
          <li key={number} data-severity="warn">
            <span className="figures">{number}</span>{' '}
            {findings.map(({ code, params }) => t(code, params)).join(' ')}
          </li>
        ))}
      </ul>
    </section>
  );
}
