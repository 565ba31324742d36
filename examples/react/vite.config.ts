import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const address = { host: 'localhost', port: 3000, strictPort: true };

export default defineConfig({ plugins: [react()], server: address, preview: address });
