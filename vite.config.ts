/**
 * Three builds, one mode each: `main` (ES modules: app, command line, worker), `preload` (CommonJS, because a
 * sandboxed preload cannot be a module) and `renderer`.
 */
import react from '@vitejs/plugin-react';
import { builtinModules } from 'node:module';
import { defineConfig, type UserConfig } from 'vite';

// Native modules stay outside the bundles and are unpacked from the asar.
const external = ['electron', 'better-sqlite3', ...builtinModules, /^node:/u];

const main: UserConfig = {
  build: {
    outDir: 'dist/main',
    target: 'node24',
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    ssr: true,
    rolldownOptions: {
      input: {
        index: 'src/main/index.ts',
        cli: 'src/main/cli.ts',
        worker: 'src/main/worker/worker.ts',
        'catalogue-worker': 'src/main/catalogue/catalogue-worker.ts',
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      external,
    },
  },
  ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
};

const preload: UserConfig = {
  build: {
    outDir: 'dist/preload',
    target: 'node24',
    minify: false,
    reportCompressedSize: false,
    ssr: true,
    rolldownOptions: {
      input: { preload: 'src/preload/preload.ts' },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
      external,
    },
  },
  ssr: { noExternal: true, external: ['electron'] },
};

const renderer: UserConfig = {
  root: 'src/renderer',
  // Relative addresses would break on deep links; the protocol serves from its root.
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
};

export default defineConfig(({ mode }) => {
  const configs: Record<string, UserConfig> = { main, preload, renderer };
  // Any other mode is a tool that wants to look at the window: the renderer is what Vite is asked about.
  const config = configs[mode] ?? renderer;
  return {
    ...config,
    define: { 'import.meta.env.LOADSTONE_BUILD': JSON.stringify(process.env['LOADSTONE_BUILD'] ?? 'development') },
  };
});
