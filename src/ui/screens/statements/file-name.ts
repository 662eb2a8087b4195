import { useQuery } from '@tanstack/react-query';
import { desk } from '../../app/client.ts';

/** Name of a staged file; null while unknown. */
export function useFileName(fileId: string): string | null {
  const { data } = useQuery({ queryKey: ['statements', 'files'], queryFn: () => desk.files.list() });
  return data?.find(file => file.id === fileId)?.name ?? null;
}
