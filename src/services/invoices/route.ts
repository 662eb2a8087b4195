import { type InvoiceRequest, judgeRequest, type RouteVerdict } from '../../domain/invoices/route.ts';
import type { Finding } from '../../domain/refusal.ts';
import type { RuleFinding } from '../../domain/rulebook/finding.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type InvoiceAccount, type InvoiceClient, invoiceAccounts } from '../../store/invoice-parties.ts';

/** What is known of the enterprise qualification of an account on a day; an individual has none. */
function qualificationOf(
  { subjectKind, licence, licenceTo }: InvoiceAccount,
  on: string,
): InvoiceRequest['qualification'] {
  if (subjectKind === 'individual') return 'none';
  if (licence !== 'passed') return undefined;
  return licenceTo !== null && licenceTo < on ? 'expired' : 'valid';
}

/** INV-1 … INV-4 over a title and an account. */
export function judgeFor(
  account: InvoiceAccount | undefined,
  title: { kind: InvoiceRequest['titleKind']; name: string; taxNo: string },
  delivered: boolean | undefined,
  rules: Rules,
): RouteVerdict {
  const qualification = account && qualificationOf(account, rules.on);
  return judgeRequest(
    {
      titleKind: title.kind,
      title: { name: title.name, taxNo: title.taxNo },
      ...(account?.subject == null
        ? {}
        : {
            subject: {
              kind: account.subjectKind!,
              name: account.subject,
              ...(account.paperNo === null ? {} : { paperNo: account.paperNo }),
            },
          }),
      ...(qualification === undefined ? {} : { qualification }),
      ...(delivered === undefined ? {} : { delivered }),
    },
    rules,
  );
}

/** Who invoices a client for spend, and by which way. */
export interface ClientRoute {
  from: 'agency' | 'platform';
  way: 'agency' | RouteVerdict['way'];
  path: string | null;
  findings: RuleFinding[];
}

/**
 * The way of a client's invoices: M1 by the agency itself; M2, M3 the spend by the platform, asked for in 发票中心 or of
 * customer service (INV-1 … INV-4), and only the fee by the agency.
 */
export function routeOf(
  connection: Connection,
  client: InvoiceClient,
  delivered: boolean | undefined,
  rules: Rules,
  accounts = invoiceAccounts(connection, client.id),
): ClientRoute {
  if (client.mode === 'M1') return { from: 'agency', way: 'agency', path: null, findings: [] };
  const account = accounts.find(({ client: own, kind }) => own === client.id && kind === 'qianchuan');
  const title = {
    kind: client.titleKind ?? 'enterprise',
    name: client.title ?? client.name,
    taxNo: client.taxNo ?? '',
  };
  const { way, route, findings } = judgeFor(account, title, delivered, rules);
  return { from: 'platform', way, path: route?.path ?? null, findings };
}

/** Findings of rules as the register keeps them: in the words of all findings. */
export function asFindings(findings: readonly RuleFinding[]): Finding[] {
  return findings.map(({ severity, code, params }) => ({
    severity: severity === 'block' ? 'error' : severity,
    code,
    params,
    place: {},
  }));
}
