import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { searchText } from '../domain/parties/search.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { type Allowed, mayCall, seesPapers } from '../domain/people/roles.ts';
import { scopeOf, type Who } from '../domain/people/scope.ts';
import { Refusal } from '../domain/refusal.ts';
import { isSecretOf, profilesInUse } from '../services/people.ts';
import type { DeskShelf } from '../store/desk.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { bookId } from '../store/people.ts';
import { today } from './implementer.ts';
import { countedTry } from './tries.ts';

/** Who a command acts as where `--as` names a profile, and where its PIN or password stands. */
export interface PersonAsked {
  name: string;
  pinFile: string | null;
  /** The command, as its words stand on the line: `clients list`. */
  command: string;
}

/** What a command may do with a book. */
export interface Entered {
  actor: string;
  scope: RowScope;
  seesPapers: boolean;
}

/** Whom each command on a book is for, as the matrix says it of the procedure that does the same. */
const ALLOWED: Readonly<Record<string, Allowed>> = {
  'book verify': 'book',
  'book backup': ['cashier', 'accountant', 'supervisor', 'administrator'],
  'clients import': 'accountant',
  'clients list': 'viewer',
  'opening import': 'supervisor',
  'ledger balances': 'viewer',
  'ledger export': 'book',
  'reports client-statement': 'viewer',
  'reports trial-balance': 'book',
  'reports spend': 'viewer',
  'reports funds-daily': 'book',
  'reports long-open': 'book',
  'reports pool-statement': 'viewer',
  'pools show': 'viewer',
  'reports invoice-reconciliation': 'viewer',
  'invoices import': 'accountant',
  'invoices invoiceable': 'viewer',
  'periods close': ['accountant', 'supervisor'],
  'periods reopen': 'supervisor',
  'periods checklist': 'book',
  'periods carry': ['accountant', 'supervisor'],
  'periods no-business': ['accountant', 'supervisor'],
  'periods report': 'book',
  'statements import': 'cashier',
  'orders import': 'cashier',
  'orders list': 'viewer',
  'limits show': 'viewer',
  'matching run': 'accountant',
  'matching export': 'book',
  'tickets list': 'book',
  'refunds list': 'viewer',
  'withdrawals list': 'book',
  'reports ageing': 'book',
  'reports vouchers': ['accountant', 'supervisor'],
  'reports voucher-withdraw': ['accountant', 'supervisor'],
  'reports voucher-mapping': ['accountant', 'supervisor'],
  'reports gl-compare': ['accountant', 'supervisor'],
  'bills import': 'accountant',
  'reports media-settlement': 'book',
  'reports statement-pack': ['accountant', 'supervisor'],
  'reports statement-verify': 'viewer',
  'reports confirmation-letters': ['accountant', 'supervisor'],
  'reports bank-reconciliation': 'book',
  'reports platform-reconciliation': 'book',
  'exports list': 'viewer',
  'exports run': 'viewer',
};

/**
 * Takes `--as NAME` and `--pin-file FILE` off a line (program, script, words), which every command on a book understands. Refuses `cli.as_needs`
 * for one of them without its value.
 */
export function personAsked(line: string[]): PersonAsked | null {
  const [name, pinFile] = ['--as', '--pin-file'].map(option => {
    const at = line.indexOf(option);
    if (at < 0) return null;
    const [, value] = line.splice(at, 2);
    if (value === undefined) throw new Refusal('cli.as_needs', { option });
    return value;
  }) as [string | null, string | null];
  if (name === null) {
    if (pinFile !== null) throw new Refusal('cli.as_needs', { option: '--as' });
    return null;
  }
  return { name, pinFile, command: line.slice(2, 4).join(' ') };
}

const MACHINE_USER: Entered = { actor: userInfo().username, scope: { kind: 'all' }, seesPapers: true };

/**
 * Who a command acts as: the machine's user with every role, or the profile that `--as` names, after its PIN or password.
 * Refuses `cli.no_profile`, `session.wrong_secret`, and `session.role` for a command that is not for the profile.
 */
export async function enter(
  connection: Connection,
  { asked, shelf }: { asked: PersonAsked | null; shelf: DeskShelf },
): Promise<Entered> {
  if (!asked) return MACHINE_USER;
  const key = searchText(asked.name);
  const profile = profilesInUse(connection).find(each => searchText(each.name) === key);
  if (!profile) throw new Refusal('cli.no_profile', { name: asked.name });
  const { id, name: actor, roles, manager, secret } = profile;
  if (secret !== null) {
    const value = asked.pinFile === null ? '' : (await readFile(asked.pinFile, 'utf8')).trim();
    const about = { book: bookId(connection), profile: id, now_ms: Date.now };
    await countedTry(shelf, about, () => isSecretOf(connection, { profile: id, value }));
  }
  const who: Who = { actor, roles, manager };
  const allowed = ALLOWED[asked.command] ?? [];
  if (!mayCall(roles, allowed)) throw new Refusal('session.role');
  return { actor, scope: scopeOf(who, allowed, today()), seesPapers: seesPapers(roles) };
}
