import type { WalletLinkView } from '../../../contract/clients.ts';
import type { KnownAccount, KnownSubject } from '../../../domain/parties/client-book.ts';
import type { Assignment } from '../../../domain/parties/managers.ts';

/** The form beside a client's page; `of` is what it changes, absent for something new. */
export type Panel =
  | { kind: 'change' }
  | { kind: 'statement' }
  | { kind: 'alias' }
  | { kind: 'assign'; of?: Assignment }
  | { kind: 'account'; of?: KnownAccount }
  | { kind: 'wallet'; of?: WalletLinkView }
  | { kind: 'subject'; of?: KnownSubject };
