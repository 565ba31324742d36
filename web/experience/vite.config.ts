import {defineConfig} from 'vite';

import {finish} from './build/finish.ts';
import {phoneRegions} from './build/phone_regions.ts';

// The sign-in pages and the account center are built one after the other into the same folder, so that
// neither loads a chunk for the other's sake.
const shells = {
  production: {name: 'index.html', budget: 60 * 1024},
  account: {name: 'account.html', budget: 80 * 1024},
};

export default defineConfig(({mode}) => {
  const shell = mode === 'account' ? shells.account : shells.production;
  return {
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
      emptyOutDir: mode !== 'account',
      assetsInlineLimit: 0,
      sourcemap: false,
      modulePreload: {polyfill: false},
      reportCompressedSize: false,
      rolldownOptions: {
        input: shell.name,
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: ({isDynamicEntry}) => `assets/${isDynamicEntry ? '[name]' : 'shared'}-[hash].js`,
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
    plugins: [phoneRegions(), finish(shell)],
  };
});
