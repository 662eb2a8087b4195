import type { Relation } from '../../../domain/matching/book/relations.ts';
import { ROUTES } from '../../app/routes.ts';

const asked = (path: string, about: Record<string, string | number | null | undefined>): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(about)) {
    if (value !== null && value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
};

/** 对账工作台 of a month, at a relation where given. */
export function workbenchPath(about: {
  month?: string;
  client?: number | null;
  relation?: Relation;
}): string {
  return asked(ROUTES.workbench, about);
}

/** 勾对规则, tried on a month. */
export function matchRulesPath(month: string): string {
  return asked(ROUTES.matchRules, { month });
}
