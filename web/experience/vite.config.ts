import {defineConfig} from 'vite';

import {finish} from './build/finish.ts';
import {phoneRegions} from './build/phone_regions.ts';

export default defineConfig({
  // React code, compiled against preact: a tenth of the size.
  resolve: {
    alias: {
      'react-dom/client': 'preact/compat/client',
      'react/jsx-runtime': 'preact/jsx-runtime',
      react: 'preact/compat',
    },
  },
  // The server replaces {{nonce}} in every answer, so no script or style runs that it did not send.
  html: {cspNonce: '{{nonce}}'},
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    sourcemap: false,
    modulePreload: {polyfill: false},
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: ({isDynamicEntry}) => `assets/${isDynamicEntry ? '[name]' : 'shared'}-[hash].js`,
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  plugins: [phoneRegions(), finish()],
});
