import { Button } from 'antd';
import { useState } from 'react';
import type { SalvageReport } from '../../../contract/books.ts';
import { desk, saveExport } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';

/** 抢救导出 of a recent book that does not open: writes what can be read, and tells what was lost. */
export function Salvage({ id, passphrase }: { id: string; passphrase: string }) {
  const { t, refusal } = useTexts();
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<SalvageReport | null>(null);
  const [fault, setFault] = useState<unknown>(null);

  const salvage = async () => {
    setBusy(true);
    setFault(null);
    try {
      const {
        fileId,
        name: _,
        ...read
      } = await desk.books.salvage({
        id,
        ...(passphrase === '' ? {} : { passphrase }),
      });
      setReport(read);
      await saveExport(fileId);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="books-choice" aria-labelledby="books-salvage">
      <h3 id="books-salvage">{t('screens.books.salvage')}</h3>
      <p className="books-note">{t('screens.books.salvage_about')}</p>
      {fault === null ? null : (
        <p className="books-fault" role="alert">
          {refusal(fault)}
        </p>
      )}
      {report ? <p role="status">{told(report, t)}</p> : null}
      <Button loading={busy} onClick={() => void salvage()}>
        {t('screens.books.salvage')}
      </Button>
    </section>
  );
}

function told({ tables, rows, damaged }: SalvageReport, t: ReturnType<typeof useTexts>['t']): string {
  const figures = { tables, rows: showCount(rows) };
  return damaged.length === 0
    ? t('screens.books.salvage_whole', figures)
    : t('screens.books.salvage_lost', { ...figures, damaged: damaged.length });
}
