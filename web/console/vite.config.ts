import react from '@vitejs/plugin-react';
import {defineConfig} from 'vitest/config';

import {chunks} from './build/chunks.ts';
import {finish} from './build/finish.ts';
import {serveShell} from './build/serve_shell.ts';

// `npm run dev:console`: a server of ours must run with ADMIN_ENDPOINT=http://localhost:5173, so that it
// takes this one for itself; what is not the console's goes on to its ADMIN_PORT.
const behind = {target: process.env['DAEMUN_ADMIN'] ?? 'http://localhost:3002', changeOrigin: false};

export default defineConfig({
  base: '/console/',
  // The server replaces {{nonce}} in every answer, so no script or style runs that it did not send.
  html: {cspNonce: '{{nonce}}'},
  server: {
    host: 'localhost',
    port: 5173,
    strictPort: true,
    proxy: {'^/(?!console($|[/?]))': behind, '/console/preview': behind},
    fs: {allow: ['../..']},
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    sourcemap: false,
    modulePreload: {polyfill: false},
    reportCompressedSize: false,
    manifest: 'manifest.json',
    rolldownOptions: {
      output: {
        codeSplitting: {groups: chunks},
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  plugins: [react(), serveShell(), finish()],
  // A style sheet that a guide shows is text for the tests as well.
  test: {css: {include: /\/examples\//}},
});
