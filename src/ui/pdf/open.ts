import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Refusal } from '../../domain/refusal.ts';
import { type DrawnSize, drawnSize } from './zoom.ts';

/** What a page needs at most, whatever its file asks for. */
const OPEN_MS = 30_000;
const DRAW_MS = 30_000;
const IMAGE_PIXELS_MOST = 100_000_000;

/** An open paper; its worker lives until it is closed. */
export interface OpenPaper {
  pages: number;
  /**
   * A page, counted from 1, drawn for a box. Refuses `paper.page_damaged`, `paper.too_slow`; answers null where `stop`
   * was signalled meanwhile.
   */
  draw(
    page: number,
    box: { widthPx: number; zoom: number; ratio: number },
    stop: AbortSignal,
  ): Promise<HTMLCanvasElement | null>;
  close(): void;
}

/** Files that the worker asks for, from beside the page; what is not shipped is not asked for. */
class OwnFiles {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const folder = FOLDERS[kind];
    if (!folder || !/\.(bcmap|pfb)$/.test(filename)) throw new Error(`not shipped: ${filename}`);
    const answer = await fetch(beside(`${folder}${filename}`));
    if (!answer.ok) throw new Error(`not found: ${filename}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

const FOLDERS: Readonly<Record<string, string>> = { cMapUrl: 'cmaps/', standardFontDataUrl: 'fonts/' };
const beside = (path: string) => new URL(`pdf/${path}`, document.baseURI).href;

/**
 * Opens a PDF by its bytes. Nothing of it is run: no script, no form, no font of its own is given to the browser.
 * Refuses `paper.locked`, `paper.damaged`, `paper.too_slow`.
 */
export async function openPaper(data: Blob, name: string): Promise<OpenPaper> {
  const [pdf, bytes] = await Promise.all([import('pdfjs-dist/legacy/build/pdf.mjs'), data.arrayBuffer()]);
  const port = new Worker(new URL('pdfjs-dist/legacy/build/pdf.worker.mjs', import.meta.url), {
    type: 'module',
  });
  // Read by the next call at once: each paper has a worker of its own.
  pdf.GlobalWorkerOptions.workerPort = port;
  const task = pdf.getDocument({
    data: new Uint8Array(bytes),
    verbosity: pdf.VerbosityLevel.ERRORS,
    BinaryDataFactory: OwnFiles,
    ...{ cMapUrl: beside(FOLDERS.cMapUrl!), standardFontDataUrl: beside(FOLDERS.standardFontDataUrl!) },
    // Only its decoders in plain JavaScript are shipped: the policy lets no wasm be compiled.
    ...{ wasmUrl: beside('decoders/'), useWasm: false, useWorkerFetch: false },
    ...{ disableFontFace: true, useSystemFonts: false, enableXfa: false },
    maxImageSize: IMAGE_PIXELS_MOST,
  });
  // Not waited for: a worker that hangs on a hostile file would never answer.
  const close = () => {
    task.destroy().catch(() => undefined);
    port.terminate();
  };
  try {
    const paper = await within(OPEN_MS, task.promise, name);
    return { pages: paper.numPages, draw: (page, box, stop) => draw(paper, name, page, box, stop), close };
  } catch (error) {
    close();
    throw refusalOf(error, name);
  }
}

async function draw(
  paper: PDFDocumentProxy,
  name: string,
  number: number,
  box: { widthPx: number; zoom: number; ratio: number },
  stop: AbortSignal,
): Promise<HTMLCanvasElement | null> {
  let task: RenderTask | null = null;
  try {
    const page = await within(DRAW_MS, paper.getPage(number), name);
    if (stop.aborted) return null;
    const { width, height } = page.getViewport({ scale: 1 });
    const size = drawnSize({ widthPt: width, heightPt: height }, box);
    const canvas = canvasOf(size);
    task = page.render({ canvas, viewport: page.getViewport({ scale: size.scale * size.density }) });
    const drawing = task;
    stop.addEventListener('abort', () => drawing.cancel(), { once: true });
    await within(DRAW_MS, task.promise, name);
    return canvas;
  } catch (error) {
    task?.cancel();
    if (stop.aborted) return null;
    if (error instanceof Refusal) throw error;
    throw new Refusal('paper.page_damaged', { page: number }, { file: name });
  }
}

function canvasOf({ widthPx, heightPx, density }: DrawnSize): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(Math.round(widthPx * density), 1);
  canvas.height = Math.max(Math.round(heightPx * density), 1);
  canvas.style.width = `${widthPx}px`;
  canvas.style.height = `${heightPx}px`;
  return canvas;
}

function refusalOf(error: unknown, name: string): Refusal {
  if (error instanceof Refusal) return error;
  const isLocked = error instanceof Error && error.name === 'PasswordException';
  return new Refusal(isLocked ? 'paper.locked' : 'paper.damaged', {}, { file: name });
}

/** What is promised, or `paper.too_slow`. */
async function within<T>(limit_ms: number, promised: Promise<T>, name: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const refusal = new Refusal('paper.too_slow', { seconds: limit_ms / 1000 }, { file: name });
    timer = setTimeout(() => reject(refusal), limit_ms);
  });
  return Promise.race([promised, late]).finally(() => clearTimeout(timer));
}
