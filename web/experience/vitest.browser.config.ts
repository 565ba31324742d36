import {defineConfig} from 'vitest/config';

// Apart from vite.config.ts: these tests look at what that one built.
export default defineConfig({test: {include: ['test/*.browser.ts'], testTimeout: 60_000}});
