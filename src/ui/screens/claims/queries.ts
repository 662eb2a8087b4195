import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ClientView, PartyView } from '../../../contract/clients.ts';
import { desk } from '../../app/client.ts';

/** The most rows that one page shows; the oldest come first. */
export const WAITING_MOST = 1_000;

/** Receipts that wait in 待认领款, the oldest first. `paused`: what is known stays as it is. */
export function useReceipts(paused = false) {
  return useQuery({
    queryKey: ['book', 'claims', 'receipts'],
    queryFn: () => desk.imports.receipts({ limit: WAITING_MOST }),
    enabled: !paused,
  });
}

/** Payments that wait in 待查付款, the oldest first. */
export function usePayments() {
  return useQuery({
    queryKey: ['book', 'claims', 'payments'],
    queryFn: () => desk.imports.payments({ limit: WAITING_MOST }),
  });
}

/** Sides of own transfers that wait for their other side, the oldest first. */
export function useTransfers() {
  return useQuery({
    queryKey: ['book', 'claims', 'transfers'],
    queryFn: () => desk.imports.transfers({ limit: WAITING_MOST }),
  });
}

/** Places where balances do not lead on, and figures that two things tell differently. */
export function useBreaks() {
  return useQuery({ queryKey: ['book', 'claims', 'breaks'], queryFn: () => desk.imports.breaks() });
}

/**
 * Every client of a book by its id. Not under `book`: names do not change with each claim, and are asked for again
 * whenever the screen is opened.
 */
export function useClients(book: string): ReadonlyMap<number, ClientView> {
  const { data } = useQuery({
    queryKey: ['claims', 'clients', book],
    queryFn: () => desk.clients.find({ query: '', archived: true }),
  });
  return useMemo(() => new Map((data ?? []).map(({ client }) => [client.id, client])), [data]);
}

/** Parties of one kind, archived ones too: old rows name them. */
export function useParties(kind: 'money' | 'employee' | 'supplier' | 'wallet'): PartyView[] {
  const { data } = useQuery({
    queryKey: ['book', 'parties', kind],
    queryFn: () => desk.parties.list({ kind }),
  });
  return data ?? NOBODY;
}

const NOBODY: PartyView[] = [];

/** Names of the agency's money accounts. */
export function useMoneyNames(): ReadonlyMap<number, string> {
  const accounts = useParties('money');
  return useMemo(() => new Map(accounts.map(({ id, name }) => [id, name])), [accounts]);
}
