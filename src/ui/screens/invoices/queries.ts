import { useQuery } from '@tanstack/react-query';
import { desk } from '../../app/client.ts';

/** Every client with what may be invoiced now. */
export function useClientsInvoices() {
  return useQuery({ queryKey: ['book', 'invoices', 'clients'], queryFn: () => desk.invoices.clients({}) });
}

/** One client with the charges behind its remainder. */
export function useInvoiceable(client: number) {
  return useQuery({
    queryKey: ['book', 'invoices', 'client', client],
    queryFn: () => desk.invoices.invoiceable({ client }),
    placeholderData: before => (before?.client === client ? before : undefined),
  });
}

export function useRequests() {
  return useQuery({ queryKey: ['book', 'invoices', 'requests'], queryFn: () => desk.invoices.requests() });
}

export function useForms() {
  return useQuery({ queryKey: ['book', 'invoices', 'forms'], queryFn: () => desk.invoices.forms() });
}

export function useInvoice(invoice: number | null) {
  return useQuery({
    queryKey: ['book', 'invoices', 'detail', invoice],
    queryFn: () => desk.invoices.detail({ invoice: invoice! }),
    enabled: invoice !== null,
    placeholderData: before => (before?.id === invoice ? before : undefined),
  });
}

/** How many of the platform's invoices wait for a decision. */
export function useMismatched() {
  return useQuery({
    queryKey: ['book', 'invoices', 'mismatched'],
    queryFn: () => desk.invoices.list({ only: 'mismatched', limit: 1 }),
  });
}
