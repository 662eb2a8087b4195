import { useRef, useState } from 'react';
import type { ClientView } from '../../../contract/clients.ts';
import type { OpenReceiptView } from '../../../contract/imports.ts';
import { newKey } from '../../app/book.tsx';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { claimReceipt } from './claiming.ts';
import { type ClaimDraft, claimOf, firstDraft } from './draft.ts';
import { keyOf } from './waiting.ts';

/** Drafts of all rows, kept while the screen stands, and the claim of one. */
export function useClaiming(
  book: string,
  clients: ReadonlyMap<number, ClientView>,
  claimed: (receipt: OpenReceiptView) => void,
) {
  const { t } = useTexts();
  const notify = useNotify();
  const [drafts, setDrafts] = useState<ReadonlyMap<string, ClaimDraft>>(new Map());
  const [error, setError] = useState<{ key: string; error: unknown } | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const keys = useRef(new Map<string, string>());
  const draftOf = (receipt: OpenReceiptView) => drafts.get(keyOf(receipt)) ?? firstDraft(receipt);
  const put = (receipt: OpenReceiptView, draft: ClaimDraft) => {
    const key = keyOf(receipt);
    keys.current.delete(key);
    setError(null);
    setDrafts(before => new Map(before).set(key, draft));
  };
  const claim = async (receipt: OpenReceiptView) => {
    const key = keyOf(receipt);
    const parts = claimOf(receipt.openFen, draftOf(receipt));
    if (!parts || busy !== null) return;
    const act = keys.current.get(key) ?? newKey();
    keys.current.set(key, act);
    setBusy(key);
    setError(null);
    try {
      const nameOf = (client: number) => clients.get(client)?.name ?? String(client);
      const { amountFen, as, warnings } = await claimReceipt(book, receipt, parts, nameOf, act);
      keys.current.delete(key);
      setDrafts(before => new Map([...before].filter(([each]) => each !== key)));
      notify.success('screens.claims.claimed', {
        amount: showFen(amountFen),
        client: as.join(t('grid.comma')),
      });
      for (const { code, params } of warnings) notify.info(code, params);
      claimed(receipt);
    } catch (caught) {
      setError({ key, error: caught });
    } finally {
      setBusy(null);
    }
  };
  const errorOf = (receipt: OpenReceiptView) => (error?.key === keyOf(receipt) ? error.error : null);
  return { draftOf, put, claim, busy: busy !== null, errorOf };
}
