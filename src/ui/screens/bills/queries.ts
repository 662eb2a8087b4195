import { useQuery } from '@tanstack/react-query';
import { desk } from '../../app/client.ts';
import { today } from '../clients/days.ts';

export function useSettlement(month: string) {
  return useQuery({
    queryKey: ['book', 'bills', 'settlement', month],
    queryFn: () => desk.bills.settlement({ month }),
    placeholderData: before => (before?.month === month ? before : undefined),
  });
}

export function useBillFiles() {
  return useQuery({ queryKey: ['book', 'bills', 'files'], queryFn: () => desk.bills.files() });
}

export function useBillLines(month: string, account: string) {
  return useQuery({
    queryKey: ['book', 'bills', 'lines', month, account],
    queryFn: () => desk.bills.lines({ month, account }),
  });
}

/** The month that is looked at first: the newest one of a bill, else the last one with entries; null until it is known. */
export function useFirstMonth(): string | null {
  const files = useBillFiles();
  const span = useQuery({ queryKey: ['book', 'span'], queryFn: () => desk.drill.span() });
  if (!files.data || !span.data) return null;
  const told = files.data.filter(({ state }) => state === 'standing').flatMap(({ months }) => months);
  return told.sort().at(-1) ?? span.data.lastOn?.slice(0, 7) ?? today().slice(0, 7);
}
