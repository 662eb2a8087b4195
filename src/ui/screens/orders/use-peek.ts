import { useQuery, useQueryClient } from '@tanstack/react-query';
import { desk } from '../../app/client.ts';

const PEEK = 'orders:peek';
const WIDTH_PX = 304;

/** Whether the summary of an order stands beside the grid; without it the grid has all the room. Kept as a layout is. */
export function usePeek(): [isShown: boolean, show: (isShown: boolean) => void] {
  const queries = useQueryClient();
  const queryKey = ['settings', 'layout', PEEK];
  const { data } = useQuery({
    queryKey,
    queryFn: () => desk.settings.layout({ grid: PEEK }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const column = data?.columns[0];
  const show = (isShown: boolean) => {
    const layout = { columns: [{ key: 'peek', width: WIDTH_PX, hidden: !isShown }] };
    queries.setQueryData(queryKey, layout);
    void desk.settings.setLayout({ grid: PEEK, layout }).catch(() => {
      // A comfort of this page; it need not be remembered to be done.
    });
  };
  return [column !== undefined && !column.hidden, show];
}
