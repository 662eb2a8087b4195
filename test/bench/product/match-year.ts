/** Matches a seeded year of so many rows month by month, and scores it against the truth. Arguments: rows. Prints the score. */

import { scoreYear } from '../../matching/score.ts';
import { matchYear } from '../../matching/year.ts';

const SEED = 20_260_601;
const { byRule, ...score } = scoreYear(matchYear(Number(process.argv[2]), SEED));
const all = Object.values(byRule).reduce((rows, each) => rows + each.rows, 0);
const told = Object.entries(byRule).map(([rule, each]) => [
  rule,
  { ...each, precision: 1 - each.false / each.matches, share: each.rows / all },
]);
console.log(JSON.stringify({ ...score, byRule: Object.fromEntries(told) }));
