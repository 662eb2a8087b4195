import { dayOrNull, noDelete, oneOf } from './columns.ts';

/** What holds between a client and its legal persons, and from when. */
export const CLIENT_STATEMENTS: readonly string[] = [
  // A client may stand on several legal persons, and a legal person behind several clients.
  `CREATE TABLE client_subject (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client (id),
  subject INTEGER NOT NULL REFERENCES subject (id),
  ${dayOrNull('archived_on')},
  UNIQUE (client, subject)
) STRICT`,
  'CREATE INDEX client_subject_subject ON client_subject (subject)',
  noDelete('client_subject'),

  // Front rebate 前返 by dates, in millionths of the amount paid; from_on null = from the beginning.
  `CREATE TABLE client_term (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client (id),
  ${dayOrNull('from_on')},
  front_rebate_ppm INTEGER NOT NULL CHECK (front_rebate_ppm BETWEEN 0 AND 1000000),
  ${oneOf('front_rebate_form', ['cash', 'grant'])}
) STRICT`,
  'CREATE INDEX client_term_client ON client_term (client)',
  noDelete('client_term'),

  // Corporate verification 对公验证 by dates, `until_on` its last valid day: after it a lifted limit comes back.
  `CREATE TABLE subject_verification (
  id INTEGER PRIMARY KEY,
  subject INTEGER NOT NULL REFERENCES subject (id),
  ${dayOrNull('from_on')},
  ${oneOf('state', ['none', 'passed', 'expired'])},
  ${dayOrNull('until_on')},
  method TEXT,
  attachment INTEGER REFERENCES attachment (id),
  actor TEXT
) STRICT`,
  'CREATE INDEX subject_verification_subject ON subject_verification (subject)',
  noDelete('subject_verification'),
];
