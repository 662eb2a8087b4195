import { compare } from './compare.ts';
import { demo, jobs, session, settings } from './desk.ts';
import { files } from './files.ts';
import { grids } from './grids.ts';
import { profiles } from './profiles.ts';
import { statements } from './statements.ts';

/** Every procedure of the product. */
export const contract = { session, jobs, settings, files, grids, statements, profiles, compare, demo };
export type Contract = typeof contract;
