import { useRef, useState } from 'react';
import { newKey } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { remember } from './claiming.ts';
import { differenceFen, type Pairing } from './transfers.ts';

/** Saying that two open sides are one transfer; the same try keeps its key. */
export function usePairing(book: string, names: ReadonlyMap<number, string>, done: () => void) {
  const { t } = useTexts();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<{ of: string; error: unknown } | null>(null);
  const keys = useRef(new Map<string, string>());
  const idOf = ({ out, in: into }: Pairing) => `${out.id} ${into.id}`;
  const pair = async (pairing: Pairing) => {
    if (busy) return;
    const of = idOf(pairing);
    const key = keys.current.get(of) ?? newKey();
    keys.current.set(of, key);
    setBusy(true);
    setFault(null);
    try {
      const { out, in: into } = pairing;
      const feeFen = differenceFen(pairing);
      const { batch } = await desk.imports.pair({ key, out: out.id, in: into.id, feeFen });
      const way = t('screens.claims.transfer.way', {
        out: names.get(out.money) ?? '',
        in: names.get(into.money) ?? '',
      });
      remember({
        book,
        side: 'transfers',
        batch,
        caseNo: of,
        party: way,
        amountFen: into.amountFen,
        as: [way],
        warnings: [],
        identified: false,
      });
      keys.current.delete(of);
      notify.success('screens.claims.transfer.paired', { amount: showFen(into.amountFen), way });
      done();
    } catch (error) {
      setFault({ of, error });
    } finally {
      setBusy(false);
    }
  };
  return { pair, busy, errorOf: (pairing: Pairing) => (fault?.of === idOf(pairing) ? fault.error : null) };
}
