import type { LotView, PoolRecord } from '../../../contract/pools.ts';
import type { Bucket } from '../../../domain/accounting/types.ts';
import type { GrantScope } from '../../../domain/pools/grants.ts';
import { readFen } from '../order-check/draft.ts';

/** What is typed of a record. */
export interface RecordDraft {
  kind: PoolRecord['kind'];
  bucket: Bucket;
  step: 'more' | 'less';
  amount: string;
  on: string;
  lot: string;
  scope: GrantScope | '';
  expiresOn: string;
}

const GRANTS: readonly Bucket[] = ['grant', 'shared_grant', 'red_packet', 'coupon'];

/** Kinds of money that a record may speak of, the usual one first. */
export const BUCKETS_OF: Readonly<Record<PoolRecord['kind'], readonly Bucket[]>> = {
  granted: GRANTS,
  expired: GRANTS,
  line: ['credit', 'preloan'],
  frozen: ['prepay', 'rebate_credit'],
};

/** An empty draft; of a lot that has expired, its end. */
export function draftOf(today: string, lot: LotView | null): RecordDraft {
  const none = { step: 'more', amount: '', on: today, lot: '', scope: '', expiresOn: '' } as const;
  if (!lot) return { kind: 'granted', bucket: 'grant', ...none };
  const amount = `${Math.floor(lot.leftFen / 100)}.${String(lot.leftFen % 100).padStart(2, '0')}`;
  return { ...none, kind: 'expired', bucket: lot.bucket, amount, lot: lot.lot };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The record that a draft means; null while something is missing or wrong. */
export function recordOf(draft: RecordDraft): { on: string; record: PoolRecord } | null {
  const { kind, on, step } = draft;
  const amountFen = readFen(draft.amount);
  if (amountFen === null || amountFen === 0 || !DAY.test(on)) return null;
  const bucket = (BUCKETS_OF[kind].includes(draft.bucket) ? draft.bucket : BUCKETS_OF[kind][0]!) as never;
  const lot = draft.lot.trim();
  switch (kind) {
    case 'granted': {
      if (lot === '' || (draft.expiresOn !== '' && !DAY.test(draft.expiresOn))) return null;
      const scope = draft.scope === '' ? null : draft.scope;
      const expiresOn = draft.expiresOn === '' ? null : draft.expiresOn;
      return { on, record: { kind, bucket, amountFen, lot, scope, expiresOn } };
    }
    case 'expired':
      return { on, record: { kind, bucket, amountFen, lot: lot === '' ? null : lot } };
    case 'line':
      return { on, record: { kind, bucket, step: step === 'more' ? 'raise' : 'cut', amountFen } };
    case 'frozen':
      return { on, record: { kind, bucket, step: step === 'more' ? 'freeze' : 'unfreeze', amountFen } };
  }
}
