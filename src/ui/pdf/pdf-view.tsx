import './pdf-view.css';
import { LeftOutlined, RightOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import { ActionButton, useAction } from '../app/actions.tsx';
import { ErrorPanel, SkeletonRows } from '../app/page.tsx';
import { useTexts } from '../app/texts.ts';
import { type OpenPaper, openPaper } from './open.ts';
import { ZOOMS, zoomBy } from './zoom.ts';

/** Shows a PDF page by page: its count, a page on and back by key, zoom; what cannot be shown is said in words. */
export function PdfView({ data, name }: { data: Blob; name: string }) {
  const [paper, setPaper] = useState<OpenPaper | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  useEffect(() => {
    let open: OpenPaper | null = null;
    let isGone = false;
    setPaper(null);
    setFault(null);
    openPaper(data, name).then(
      opened => {
        open = opened;
        if (isGone) opened.close();
        else setPaper(opened);
      },
      error => isGone || setFault(error),
    );
    return () => {
      isGone = true;
      open?.close();
    };
  }, [data, name]);
  if (fault) return <ErrorPanel error={fault} />;
  return paper ? <Pages paper={paper} name={name} /> : <SkeletonRows rows={6} />;
}

function Pages({ paper, name }: { paper: OpenPaper; name: string }) {
  const { t } = useTexts();
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  const { box, fault, isDrawing } = useDrawn(paper, page, zoom);
  const previous = useAction({
    ...{ id: 'paper.previous', title: 'paper.previous', group: 'paper.group', keys: 'pageup' },
    icon: <LeftOutlined aria-hidden />,
    enabled: page > 1,
    run: () => setPage(page - 1),
  });
  const next = useAction({
    ...{ id: 'paper.next', title: 'paper.next', group: 'paper.group', keys: 'pagedown' },
    icon: <RightOutlined aria-hidden />,
    enabled: page < paper.pages,
    run: () => setPage(page + 1),
  });
  const smaller = useAction({
    ...{ id: 'paper.smaller', title: 'paper.smaller', group: 'paper.group', keys: '-' },
    icon: <ZoomOutOutlined aria-hidden />,
    enabled: zoom > ZOOMS[0],
    run: () => setZoom(zoomBy(zoom, -1)),
  });
  const larger = useAction({
    ...{ id: 'paper.larger', title: 'paper.larger', group: 'paper.group', keys: 'plus' },
    icon: <ZoomInOutlined aria-hidden />,
    enabled: zoom < ZOOMS.at(-1)!,
    run: () => setZoom(zoomBy(zoom, 1)),
  });
  return (
    <div className="paper" aria-busy={isDrawing}>
      <div className="paper-acts" role="toolbar" aria-label={t('paper.group')}>
        <ActionButton action={previous} size="small" word={false} type="text" />
        <span className="figures" aria-live="polite">
          {t('paper.page_of', { page, pages: paper.pages })}
        </span>
        <ActionButton action={next} size="small" word={false} type="text" />
        <span className="paper-gap" />
        <ActionButton action={smaller} size="small" word={false} type="text" />
        <span className="figures">{Math.round(zoom * 100)}%</span>
        <ActionButton action={larger} size="small" word={false} type="text" />
      </div>
      {fault ? <ErrorPanel error={fault} /> : null}
      <section
        ref={box}
        className="paper-page"
        hidden={fault !== null}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
        tabIndex={0}
        aria-label={t('paper.page_named', { name, page, pages: paper.pages })}
      />
    </div>
  );
}

/** Draws a page into the box; the one before stays until the next is whole. Width of the box is that of the first drawing. */
function useDrawn(paper: OpenPaper, page: number, zoom: number) {
  const box = useRef<HTMLElement>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [isDrawing, setDrawing] = useState(true);
  useEffect(() => {
    const stop = new AbortController();
    setDrawing(true);
    setFault(null);
    const widthPx = (box.current?.clientWidth ?? 0) - PADDING_PX;
    paper.draw(page, { widthPx, zoom, ratio: window.devicePixelRatio }, stop.signal).then(
      canvas => {
        if (!canvas || stop.signal.aborted) return;
        box.current?.replaceChildren(canvas);
        setDrawing(false);
      },
      error => {
        if (stop.signal.aborted) return;
        setFault(error);
        setDrawing(false);
      },
    );
    return () => stop.abort();
  }, [paper, page, zoom]);
  return { box, fault, isDrawing };
}

/** Both sides of `.paper-page`, so that a page that fits needs no bar to scroll. */
const PADDING_PX = 16;
