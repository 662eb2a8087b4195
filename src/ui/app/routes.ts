/** Addresses of the screens, and how one screen hands work to another. */
export const ROUTES = {
  start: '/',
  statements: '/statements',
  statement: '/statements/:fileId',
  compare: '/compare',
  comparison: '/compare/:comparisonId',
  settings: '/settings',
} as const;

/** A staged file's page; the screen starts the inspection itself where there is none yet. */
export function statementPath(fileId: string): string {
  return `${ROUTES.statements}/${encodeURIComponent(fileId)}`;
}

/** The pairing page with files already staged; either side may still be missing. */
export function pairPath(leftFileId: string | null, rightFileId: string | null): string {
  const chosen = new URLSearchParams();
  if (leftFileId !== null) chosen.set('left', leftFileId);
  if (rightFileId !== null) chosen.set('right', rightFileId);
  return chosen.size === 0 ? ROUTES.compare : `${ROUTES.compare}?${chosen}`;
}

/** The page of a finished comparison. */
export function comparisonPath(comparisonId: string): string {
  return `${ROUTES.compare}/${encodeURIComponent(comparisonId)}`;
}
