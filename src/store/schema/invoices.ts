import { CONFIRMATION_STATES, RED_REASONS } from '../../domain/invoices/red.ts';
import { INVOICE_DIRECTIONS, MATCH_STATES, REQUEST_STATES } from '../../domain/invoices/register.ts';
import { INVOICE_CONSENTS } from '../../domain/invoices/remainder.ts';
import { INVOICE_KINDS } from '../../domain/invoices/types.ts';
import { SUBJECT_KINDS } from '../../domain/parties/types.ts';
import { day, dayOrNull, fen, flag, json, MAX_TRANSFER_FEN, noDelete, noUpdate, oneOf } from './columns.ts';

const raise = (name: string, on: string, when: string, code: string): string =>
  `CREATE TRIGGER ${name} BEFORE ${on} ON invoice WHEN ${when} BEGIN SELECT RAISE(ABORT, '${code}'); END`;
const positive = (name: string): string =>
  `${name} INTEGER NOT NULL CHECK (${name} BETWEEN 1 AND ${MAX_TRANSFER_FEN})`;
const fromZero = (name: string): string =>
  `${name} INTEGER NOT NULL CHECK (${name} BETWEEN 0 AND ${MAX_TRANSFER_FEN})`;

/** What red letters already took of the blue invoice of a new one. */
const taken = (what: 'net' | 'tax'): string =>
  `(SELECT b.${what}_fen + coalesce((SELECT sum(r.${what}_fen) FROM invoice r WHERE r.blue = b.id AND r.state = 'standing'), 0)
    FROM invoice b WHERE b.id = NEW.blue)`;

/** The invoice register 发票台账, requests, 红字确认单, and what each invoice covers. */
export const INVOICE_STATEMENTS: readonly string[] = [
  // A client's written word that invoices go to another title than the contract subject (INV-5: the route).
  `CREATE TABLE invoice_agreement (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client (id),
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,
  tax_no TEXT NOT NULL,
  note TEXT NOT NULL CHECK (length(note) > 0),
  ${day('agreed_on')},
  ${dayOrNull('archived_on')},
  UNIQUE (client, title_key, tax_no)
) STRICT`,
  noDelete('invoice_agreement'),

  // `needs`: who had to agree (INV-5); `findings`: what the rules said (INV-1 … INV-4), with the way it was routed.
  // `application`: the 开票 application whose approval raised it.
  `CREATE TABLE invoice_request (
  id INTEGER PRIMARY KEY,
  ${oneOf('direction', INVOICE_DIRECTIONS)},
  client INTEGER REFERENCES client (id),
  supplier INTEGER REFERENCES supplier (id),
  platform_account INTEGER REFERENCES platform_account (id),
  ${oneOf('title_kind', SUBJECT_KINDS)},
  title TEXT NOT NULL,
  tax_no TEXT NOT NULL,
  ${oneOf('paper', ['special', 'general'])},
  ${positive('amount_fen')},
  ${fromZero('ahead_fen')},
  ${oneOf('needs', INVOICE_CONSENTS)},
  ${oneOf('way', ['agency', 'centre', 'service'])},
  ${json('findings')},
  bill_no TEXT,
  agreement INTEGER REFERENCES invoice_agreement (id),
  application INTEGER UNIQUE REFERENCES application (id),
  ${oneOf('state', REQUEST_STATES)},
  note TEXT NOT NULL,
  ${day('asked_on')},
  asked_by TEXT NOT NULL,
  ${dayOrNull('decided_on')},
  decided_by TEXT,
  reason TEXT,
  CHECK (ahead_fen <= amount_fen),
  CHECK ((direction IN ('agency_client', 'platform_client')) <= (client IS NOT NULL))
) STRICT`,
  "CREATE INDEX invoice_request_open ON invoice_request (client, direction) WHERE state IN ('waiting', 'open')",
  noDelete('invoice_request'),

  // A red letter needs a form that was confirmed; what waits for the other side lapses 72 hours after it was entered.
  `CREATE TABLE red_form (
  id INTEGER PRIMARY KEY,
  form_no TEXT UNIQUE,
  blue INTEGER NOT NULL REFERENCES invoice (id),
  ${oneOf('reason', RED_REASONS)},
  ${oneOf('entered_by', ['seller', 'buyer'])},
  ${fromZero('net_fen')},
  ${fromZero('tax_fen')},
  ${oneOf('state', CONFIRMATION_STATES)},
  entered_at TEXT NOT NULL,
  red INTEGER UNIQUE REFERENCES invoice (id),
  CHECK (net_fen + tax_fen > 0)
) STRICT`,
  'CREATE INDEX red_form_blue ON red_form (blue)',
  noUpdate('red_form', ['id', 'blue', 'reason', 'entered_by', 'net_fen', 'tax_fen', 'entered_at']),
  noDelete('red_form'),

  // `counts`: it belongs to charges of the book (an invoice from before its first month does not). `subject`: the legal
  // person that the buyer is. Amounts of a red letter are below 0.
  `CREATE TABLE invoice (
  id INTEGER PRIMARY KEY,
  ${oneOf('direction', INVOICE_DIRECTIONS)},
  number_text TEXT NOT NULL CHECK (length(number_text) >= 8),
  code TEXT,
  number TEXT NOT NULL,
  kind TEXT CHECK (kind IN (${INVOICE_KINDS.map(kind => `'${kind}'`).join(', ')})),
  ${day('issued_on')},
  ${fen('net_fen')},
  ${fen('tax_fen')},
  ${fen('gross_fen')},
  seller TEXT NOT NULL,
  seller_tax_no TEXT NOT NULL,
  buyer TEXT NOT NULL,
  buyer_tax_no TEXT NOT NULL,
  client INTEGER REFERENCES client (id),
  subject INTEGER REFERENCES subject (id),
  supplier INTEGER REFERENCES supplier (id),
  agreement INTEGER REFERENCES invoice_agreement (id),
  blue INTEGER REFERENCES invoice (id),
  request INTEGER REFERENCES invoice_request (id),
  ${flag('counts')},
  ${json('lines')},
  ${json('findings')},
  remark TEXT NOT NULL,
  ${oneOf('match_state', MATCH_STATES)},
  match_note TEXT,
  ${oneOf('state', ['standing', 'void'])},
  ${dayOrNull('certified_on')},
  CHECK (gross_fen = net_fen + tax_fen),
  CHECK ((net_fen >= 0 AND tax_fen >= 0 AND gross_fen > 0 AND blue IS NULL)
    OR (net_fen <= 0 AND tax_fen <= 0 AND gross_fen < 0 AND blue IS NOT NULL)),
  CHECK (client IS NOT NULL OR direction <> 'agency_client'),
  CHECK (certified_on IS NULL OR direction = 'platform_agency')
) STRICT`,
  'CREATE UNIQUE INDEX invoice_number ON invoice (number_text)',
  'CREATE INDEX invoice_client ON invoice (client, direction, issued_on) WHERE client IS NOT NULL',
  'CREATE INDEX invoice_day ON invoice (issued_on, id)',
  'CREATE INDEX invoice_blue ON invoice (blue) WHERE blue IS NOT NULL',
  'CREATE INDEX invoice_request_of ON invoice (request) WHERE request IS NOT NULL',
  raise(
    'invoice_number_taken',
    'INSERT',
    'EXISTS (SELECT 1 FROM invoice WHERE number_text = NEW.number_text)',
    'store.invoice_number_taken',
  ),
  // INV-5: another subject only by an agreed way, and never by that of another client.
  raise(
    'invoice_subject',
    'INSERT',
    `NEW.direction = 'agency_client' AND NEW.blue IS NULL AND CASE WHEN NEW.agreement IS NULL
    THEN NEW.subject IS NOT (SELECT coalesce(contract_subject, subject) FROM client WHERE id = NEW.client)
    ELSE NOT EXISTS (SELECT 1 FROM invoice_agreement a WHERE a.id = NEW.agreement AND a.client = NEW.client
      AND a.archived_on IS NULL) END`,
    'store.invoice_other_subject',
  ),
  raise(
    'invoice_red_blue',
    'INSERT',
    `NEW.blue IS NOT NULL AND NOT EXISTS (SELECT 1 FROM invoice b WHERE b.id = NEW.blue AND b.blue IS NULL
    AND b.state = 'standing' AND b.direction = NEW.direction AND b.client IS NEW.client)`,
    'store.invoice_red_not_blue',
  ),
  raise(
    'invoice_red_above',
    'INSERT',
    `EXISTS (SELECT 1 FROM invoice WHERE id = NEW.blue AND blue IS NULL) AND (${taken('net')} + NEW.net_fen < 0 OR ${taken('tax')} + NEW.tax_fen < 0)`,
    'store.invoice_red_above_blue',
  ),
  raise(
    'invoice_void',
    'UPDATE OF state',
    `NEW.state = 'void' AND (OLD.code IS NULL OR EXISTS (SELECT 1 FROM invoice r WHERE r.blue = OLD.id))`,
    'store.invoice_void',
  ),
  raise('invoice_void_stays', 'UPDATE OF state', "OLD.state = 'void'", 'ledger.insert_only'),
  noUpdate('invoice', [
    ...['id', 'direction', 'number_text', 'code', 'number', 'issued_on', 'net_fen', 'tax_fen', 'gross_fen'],
    ...[
      'seller',
      'seller_tax_no',
      'buyer',
      'buyer_tax_no',
      'subject',
      'agreement',
      'blue',
      'counts',
      'lines',
    ],
  ]),
  raise(
    'invoice_client_stays',
    'UPDATE OF client',
    'OLD.client IS NOT NULL AND NEW.client IS NOT OLD.client',
    'ledger.insert_only',
  ),
  noDelete('invoice'),

  // What an invoice covers. Negative: given back by a red letter, or an amount ahead that was charged meanwhile.
  `CREATE TABLE invoice_cover (
  id INTEGER PRIMARY KEY,
  invoice INTEGER NOT NULL REFERENCES invoice (id),
  ${oneOf('of', ['charges', 'fee', 'ahead', 'cost'])},
  pool INTEGER REFERENCES pool (id),
  client INTEGER REFERENCES client (id),
  supplier INTEGER REFERENCES supplier (id),
  month TEXT CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  ${fen('gross_fen')},
  ${fen('discount_fen')},
  ${fen('tax_fen')},
  ${day('covered_on')},
  red INTEGER REFERENCES invoice (id),
  CHECK ((month IS NULL) = (of = 'ahead'))
) STRICT`,
  'CREATE INDEX invoice_cover_invoice ON invoice_cover (invoice)',
  'CREATE INDEX invoice_cover_client ON invoice_cover (client, of)',
  'CREATE INDEX invoice_cover_supplier ON invoice_cover (supplier) WHERE supplier IS NOT NULL',
  noUpdate('invoice_cover'),
  noDelete('invoice_cover'),

  // The file as it came, and pages (PDF) of an invoice.
  `CREATE TABLE invoice_file (
  id INTEGER PRIMARY KEY,
  invoice INTEGER NOT NULL REFERENCES invoice (id),
  attachment INTEGER NOT NULL REFERENCES attachment (id),
  name TEXT NOT NULL,
  UNIQUE (invoice, attachment)
) STRICT`,
  noUpdate('invoice_file'),
  noDelete('invoice_file'),
];
