/** In the address of the list: the form for a new client stands open, or a client list is taken in. */
export const NEW = 'new';
export const IMPORT = 'import';

/** Pages of one client. */
export const TABS = [
  'money',
  'limits',
  'accounts',
  'files',
  'names',
  'managers',
  'subjects',
  'history',
] as const;
export type Tab = (typeof TABS)[number];
