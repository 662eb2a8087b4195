import type { Fen } from '../../money.ts';
import type { ClientRef, InvoiceMode, Of, PoolFact } from './fact-parts.ts';

/** Amounts of one invoice line, with tax 含税; the rate in millionths (6 % = 60000). */
interface Taxed {
  grossFen: Fen;
  /** Discount line 折扣行 of the same invoice (a rebate): the tax is that of the net. */
  discountFen?: Fen;
  ratePpm: number;
  /** The invoice's own tax; it wins. */
  taxFen?: Fen;
}

/** What a line of our invoice bills: charges for spend of a pool, or service fee. */
type Billed = { of: 'charges'; pool: PoolFact } | { of: 'fee' };
/** A line of an invoice to a client. `accrued`: its tax was accrued by T3, as far as that stands there. */
export type TaxLine = Taxed & Billed & { accrued?: true };
/** A line taken back; `from`: what its tax had been taken from. */
export type RedTaxLine = Taxed & Billed & { from: 'income' | 'accrued' | 'ahead' };
/** A line of the platform's invoice, by what it bills: the cost of one client in one pool. */
export type MediaTaxLine = Taxed & { client: ClientRef; pool: PoolFact };

/** Tax, posted only where the book keeps it (`taxInLedger`). */
export type Tax =
  | (Of<'T1'> & { client: ClientRef; lines: readonly TaxLine[] })
  /** `charged`: what was invoiced ahead is charged now. */
  | (Of<'T2'> & { step: 'invoice' | 'charged'; client: ClientRef; lines: readonly TaxLine[] })
  /** `take_back`: red, where the charge itself was taken back. */
  | (Of<'T3'> & { step: 'accrue' | 'take_back'; client: ClientRef; lines: readonly TaxLine[] })
  /** 专票 or 普票 of the platform. */
  | (Of<'T4'> & {
      step: 'received';
      supplier: number;
      paper: 'special' | 'ordinary';
      mode: InvoiceMode;
      lines: readonly MediaTaxLine[];
    })
  /** 勾选. */
  | (Of<'T4'> & { step: 'certified'; supplier: number; taxFen: Fen })
  | (Of<'T5'> & { client: ClientRef; lines: readonly RedTaxLine[] })
  | (Of<'T6'> & Taxed & { cause: 'rebate'; supplier: number; client?: ClientRef })
  | (Of<'T6'> & { cause: 'error'; supplier: number; lines: readonly MediaTaxLine[] })
  | (Of<'T7'> & Taxed & { supplier: number; client?: ClientRef })
  /** 作废; days as YYYY-MM-DD. */
  | (Of<'T8'> & {
      client: ClientRef;
      form: 'old' | 'digital';
      issuedOn: string;
      voidedOn: string;
      lines: readonly RedTaxLine[];
    });
