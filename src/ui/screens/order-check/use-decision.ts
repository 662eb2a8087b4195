import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { DEFAULT_LIMIT_SETTINGS } from '../../../domain/limits/types.ts';
import { checkOrder } from '../../../domain/orders/check.ts';
import { limitsOf } from '../../../domain/orders/check-limits.ts';
import type { Rules } from '../../../domain/rulebook/lookup.ts';
import { assessUpgrade } from '../../../domain/upgrade/assess.ts';
import { desk } from '../../app/client.ts';
import { type Draft, factsOf } from './draft.ts';
import { orderDraftOf } from './order-draft.ts';

/**
 * Everything the rules say to an order, by the same functions that the service decides with. For an account of the open
 * book the service's own answer is shown, since it knows what is used and how the account stands.
 */
export function useDecision(draft: Draft, rules: Rules, inBook: boolean) {
  const facts = useMemo(() => factsOf(draft), [draft]);
  const own = useMemo(
    () => ({
      decision: checkOrder(facts, rules),
      assessment: assessUpgrade(facts, rules),
    }),
    [facts, rules],
  );
  const known = useBookCheck(draft, rules.on, inBook && draft.account !== '');
  const { used, settings } = known.check ?? {};
  const limits = useMemo(
    () => limitsOf(used ? { ...facts, used } : facts, rules, settings ?? DEFAULT_LIMIT_SETTINGS),
    [facts, used, rules, settings],
  );
  return {
    facts,
    assessment: own.assessment,
    decision: known.check ?? own.decision,
    limits: known.limits ?? limits,
    check: known.check,
    countsFrom: known.countsFrom ?? null,
    error: known.error,
  };
}

function useBookCheck(draft: Draft, on: string, asked: boolean) {
  const order = useMemo(() => orderDraftOf(draft), [draft]);
  const check = useQuery({
    queryKey: ['book', 'orders', 'check', order, on],
    queryFn: () => desk.orders.check({ draft: order, on }),
    enabled: asked,
    placeholderData: keepPreviousData,
  });
  const client = check.data?.account?.client ?? null;
  const limits = useQuery({
    queryKey: ['book', 'orders', 'limits', client, on],
    queryFn: () => desk.orders.limits({ client: client!, on }),
    enabled: asked && client !== null && draft.product === 'douplus',
  });
  if (!asked) return {};
  const subject = limits.data?.subjects.find(({ accounts }) =>
    accounts.some(({ platformId }) => platformId === draft.account),
  );
  const account = subject?.accounts.find(({ platformId }) => platformId === draft.account);
  const binding = draft.product === 'douplus' ? account?.limits : undefined;
  return {
    check: check.data,
    limits: binding && binding.length > 0 ? binding : undefined,
    countsFrom: subject?.countsFrom,
    error: check.error,
  };
}
