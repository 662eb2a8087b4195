import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);
// Every file of the shell lies directly in out/main: `../../resources` and `./worker.js` then hold in the sources, in
// the build and in the packaged archive alike.
const flat = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' };

/** What the PDF viewer asks for while it draws, with its licences: a folder of the package, and which of its files. */
const PDF_FILES: readonly [folder: string, from: string, wanted: RegExp][] = [
  ['cmaps', 'cmaps', /\.bcmap$|^LICENSE$/],
  ['fonts', 'standard_fonts', /\.pfb$|^LICENSE_FOXIT$/],
  ['decoders', 'wasm', /_nowasm_fallback\.js$|^LICENSE_(PDFJS_)?(JBIG2|OPENJPEG)$/],
];

const pdfFiles = {
  name: 'pdf-files',
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): string }) {
    for (const [folder, from, wanted] of PDF_FILES) {
      const path = at(join('node_modules/pdfjs-dist', from));
      for (const name of readdirSync(path).filter(each => wanted.test(each)))
        this.emitFile({
          type: 'asset',
          fileName: `pdf/${folder}/${name}`,
          source: readFileSync(join(path, name)),
        });
    }
  },
};

export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          index: at('electron/main/index.ts'),
          service: at('electron/service/index.ts'),
          worker: at('src/runtime/worker.ts'),
        },
        output: flat,
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { index: at('electron/preload/index.ts') },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/ui'),
    plugins: [react(), pdfFiles],
    worker: { format: 'es' },
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // Inlined files would be `data:` addresses, which the policy allows for pictures only.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: { input: { index: at('src/ui/index.html') } },
    },
  },
});
