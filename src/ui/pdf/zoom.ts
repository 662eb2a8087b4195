/** Zooms that are offered; 1 fits the width of the box. */
export const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;

/** More pixels than this are not drawn; the page is then drawn coarser and stretched. */
const PIXELS_MOST = 16_000_000;
/** A box that is not laid out yet, or hardly visible, still gives a page that can be read. */
const NARROWEST_PX = 160;

/** The next zoom in a direction, the same at either end. */
export function zoomBy(zoom: number, direction: 1 | -1): number {
  const at = ZOOMS.findIndex(each => each >= zoom);
  return ZOOMS[Math.min(Math.max(at + direction, 0), ZOOMS.length - 1)]!;
}

export interface DrawnSize {
  /** Pixels on the screen for a point of the paper. */
  scale: number;
  widthPx: number;
  heightPx: number;
  /** Pixels of the canvas for one on the screen. */
  density: number;
}

/** How large a page is drawn in a box of a width: as wide as the box times the zoom, sharp on the screen's own pixels. */
export function drawnSize(
  page: { widthPt: number; heightPt: number },
  box: { widthPx: number; zoom: number; ratio: number },
): DrawnSize {
  const widthPx = Math.max(Math.floor(Math.max(box.widthPx, NARROWEST_PX) * box.zoom), 1);
  const scale = widthPx / page.widthPt;
  const heightPx = Math.max(Math.floor(page.heightPt * scale), 1);
  const density = Math.min(box.ratio, Math.sqrt(PIXELS_MOST / (widthPx * heightPx)));
  return { scale, widthPx, heightPx, density };
}
