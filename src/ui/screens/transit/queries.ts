import { useQuery } from '@tanstack/react-query';
import { mayCall } from '../../../domain/people/roles.ts';
import { desk } from '../../app/client.ts';
import { usePerson } from '../../app/person.tsx';

export function useBoard() {
  return useQuery({ queryKey: ['book', 'transit', 'board'], queryFn: () => desk.refunds.board({}) });
}

export function useItem(item: string) {
  return useQuery({
    queryKey: ['book', 'transit', 'item', item],
    queryFn: () => desk.refunds.detail({ item }),
  });
}

/** Withdrawals, for who sees the whole book. */
export function useWithdrawals() {
  const enabled = useSeesBook();
  return useQuery({
    queryKey: ['book', 'transit', 'withdrawals'],
    queryFn: () => desk.withdrawals.list(),
    enabled,
  });
}

/** Whether the person at the workstation sees the whole book, and not own clients only. */
export function useSeesBook(): boolean {
  const person = usePerson();
  return person !== undefined && (!person.profile || mayCall(person.profile.roles, 'book'));
}
