import type { ProfileView } from '../../../contract/people.ts';
import { searchText } from '../../../domain/parties/search.ts';
import { ROLES, type Role } from '../../../domain/people/roles.ts';

export interface ProfileDraft {
  name: string;
  roles: Role[];
  /** Manager whose clients are the own ones; '' the one of the profile's name. */
  manager: string;
}

export const EMPTY_PROFILE: ProfileDraft = { name: '', roles: [], manager: '' };

export function draftOf({ name, roles, managerName }: ProfileView): ProfileDraft {
  return { name, roles: [...roles], manager: managerName ?? '' };
}

/** Roles that look after clients of their own. */
export function needsManager(roles: readonly Role[]): boolean {
  return roles.includes('accountManager') || roles.includes('teamLead');
}

/** What a draft says; without a role that asks for one there is no manager. */
export function inputOf({ name, roles, manager }: ProfileDraft) {
  const own = needsManager(roles);
  return {
    name: name.trim(),
    roles: ROLES.filter(role => roles.includes(role)),
    ...(own && manager.trim() === '' ? {} : { manager: own ? manager.trim() : null }),
  };
}

/** What stands in the way of a draft, by field; texts of `people.*`. */
export function faultsOf(
  draft: ProfileDraft,
  others: readonly ProfileView[],
): { name: string | null; roles: string | null } {
  const key = searchText(draft.name);
  const taken = key !== '' && others.some(({ name }) => searchText(name) === key);
  return {
    name: taken ? 'people.name_taken' : null,
    roles: draft.roles.length === 0 ? 'screens.people.roles_needed' : null,
  };
}

export function isComplete(draft: ProfileDraft, others: readonly ProfileView[]): boolean {
  const { name, roles } = faultsOf(draft, others);
  return searchText(draft.name) !== '' && name === null && roles === null;
}
