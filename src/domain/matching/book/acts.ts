/** What a person does to matches. */
export const ACT_KINDS = ['accept', 'acceptMany', 'reject', 'takeBack', 'split', 'combine'] as const;
export type ActKind = (typeof ACT_KINDS)[number];
