import { useRef, useState } from 'react';
import type { IdentifiedPart } from '../../../domain/imports/identify.ts';
import { newKey } from '../../app/book.tsx';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { type Recent, remember, type Warned } from './claiming.ts';
import type { KindHint } from './identify-form.tsx';
import { type AnyKind, draftOf, emptyPart, type PartDraft } from './part-draft.ts';
import { keyOf, type WaitingMoney } from './waiting.ts';

interface Sent<Kind extends AnyKind> {
  key: string;
  caseNo: string;
  money: number;
  parts: IdentifiedPart<Kind>[];
}

/** Drafts of what rows are, kept while the screen stands, and saying it of one. */
export function useIdentifying<Kind extends AnyKind, Row extends WaitingMoney>(how: {
  book: string;
  side: Recent['side'];
  hintsOf(row: Row): readonly KindHint<Kind>[];
  send(input: Sent<Kind>): Promise<{ batch: number; warnings: readonly Warned[] }>;
  done(row: Row): void;
}) {
  const { t } = useTexts();
  const notify = useNotify();
  const [drafts, setDrafts] = useState<ReadonlyMap<string, readonly PartDraft<Kind>[]>>(new Map());
  const [fault, setFault] = useState<{ key: string; error: unknown } | null>(null);
  const [busy, setBusy] = useState(false);
  const keys = useRef(new Map<string, string>());

  const partsOf = (row: Row): readonly PartDraft<Kind>[] => {
    const [hint] = how.hintsOf(row);
    return drafts.get(keyOf(row)) ?? [hint ? draftOf(hint.part) : emptyPart<Kind>(row.openFen)];
  };
  const put = (row: Row, parts: readonly PartDraft<Kind>[]) => {
    keys.current.delete(keyOf(row));
    setFault(null);
    setDrafts(before => new Map(before).set(keyOf(row), parts));
  };
  const identify = async (row: Row, parts: IdentifiedPart<Kind>[]) => {
    if (busy) return;
    const rowKey = keyOf(row);
    const key = keys.current.get(rowKey) ?? newKey();
    keys.current.set(rowKey, key);
    setBusy(true);
    setFault(null);
    try {
      const { caseNo, money, party } = row;
      const { batch, warnings } = await how.send({ key, caseNo, money, parts });
      const amountFen = parts.reduce((sum, part) => sum + part.amountFen, 0);
      const as = [...new Set(parts.map(({ kind }) => t(`screens.claims.kind.${kind}`)))];
      remember({
        book: how.book,
        side: how.side,
        batch,
        caseNo,
        party,
        amountFen,
        as,
        warnings,
        identified: true,
      });
      keys.current.delete(rowKey);
      setDrafts(before => new Map([...before].filter(([each]) => each !== rowKey)));
      notify.success('screens.claims.identified', {
        amount: showFen(amountFen),
        kind: as.join(t('grid.comma')),
      });
      for (const { code, params } of warnings) notify.info(code, params);
      how.done(row);
    } catch (error) {
      setFault({ key: rowKey, error });
    } finally {
      setBusy(false);
    }
  };
  const errorOf = (row: Row) => (fault?.key === keyOf(row) ? fault.error : null);
  return { partsOf, put, identify, busy, errorOf };
}
