import type { TaxInvoice } from '../domain/reports/tax-estimate.ts';
import type { Connection } from './dialect/sqlite.ts';

/**
 * Invoices that stand, are not in question, and were issued or certified in months (`yyyy-mm`, both included); red letters
 * are negative.
 */
export function readTaxInvoices(
  connection: Connection,
  { from, to }: { from: string; to: string },
): TaxInvoice[] {
  const sql = `SELECT CASE i.direction WHEN 'agency_client' THEN 'client' WHEN 'agency_platform' THEN 'rebate' ELSE 'input' END AS side,
      i.issued_on AS issuedOn, coalesce(i.certified_on, b.certified_on) AS certifiedOn, i.net_fen AS netFen,
      i.tax_fen AS taxFen, i.gross_fen AS grossFen
    FROM invoice i LEFT JOIN invoice b ON b.id = i.blue
    WHERE i.state = 'standing' AND i.direction <> 'platform_client' AND i.match_state NOT IN ('mismatched', 'routed', 'rejected')
      AND (substr(i.issued_on, 1, 7) BETWEEN @from AND @to OR substr(i.certified_on, 1, 7) BETWEEN @from AND @to)
    ORDER BY i.issued_on, i.id`;
  return connection.prepare(sql).all({ from, to }) as TaxInvoice[];
}
