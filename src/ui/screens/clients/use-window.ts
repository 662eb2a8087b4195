import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { DENSITIES } from '../../app/palette.ts';
import { useSettings } from '../../app/settings.ts';

/** Rows drawn beyond both edges, so that a fast wheel meets no gap. */
const BEYOND = 12;
const FIRST_SIGHT_PX = 900;

/** Which rows of equal height are in sight of a scrolling box, so that a long list draws only those. */
export function useWindow(count: number, startAt_px: number) {
  const { density } = useSettings();
  const { row: row_px, header: header_px } = DENSITIES[density];
  const box = useRef<HTMLDivElement>(null);
  const [top_px, setTop] = useState(startAt_px);
  const [height_px, setHeight] = useState(FIRST_SIGHT_PX);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setHeight(element.clientHeight));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const onScroll = useCallback(() => setTop(box.current?.scrollTop ?? 0), []);
  const show = useCallback(
    (index: number) => {
      const element = box.current;
      if (!element || index < 0) return;
      const above_px = index * row_px;
      const room_px = element.clientHeight - header_px - row_px;
      if (above_px < element.scrollTop) element.scrollTop = above_px;
      else if (above_px > element.scrollTop + room_px) element.scrollTop = above_px - room_px;
    },
    [row_px, header_px],
  );
  const first = Math.max(0, Math.min(Math.floor(top_px / row_px) - BEYOND, count - 1));
  const end = Math.min(count, Math.ceil((top_px + height_px) / row_px) + BEYOND);
  return { box, onScroll, show, first, end, above_px: first * row_px, below_px: (count - end) * row_px };
}
