const SHOWN_FIRST = 3;
const SHOWN_LAST = 4;

/** Number of an identity paper without its middle: first 3 and last 4; one too short for that shows nothing. */
export function maskedPaperNo(number: string): string {
  const characters = [...number];
  const hidden = characters.length - SHOWN_FIRST - SHOWN_LAST;
  if (characters.length === 0) return '';
  if (hidden < 1) return '*'.repeat(characters.length);
  return `${characters.slice(0, SHOWN_FIRST).join('')}${'*'.repeat(hidden)}${characters.slice(-SHOWN_LAST).join('')}`;
}
