import { useQuery } from '@tanstack/react-query';
import { desk } from '../../app/client.ts';

/** Months of the book, the latest first; the one that stands to be told is the last one with movements. */
export function useMonths() {
  const periods = useQuery({ queryKey: ['book', 'drill', 'span'], queryFn: () => desk.drill.span() });
  const { firstOn = null, lastOn = null } = periods.data ?? {};
  const list: string[] = [];
  if (firstOn !== null && lastOn !== null)
    for (let month = lastOn.slice(0, 7); month >= firstOn.slice(0, 7) && list.length < 240; ) {
      list.push(month);
      const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 2;
      month = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
    }
  return { list, standing: list[0] ?? null, error: periods.error };
}
