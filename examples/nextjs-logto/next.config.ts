import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  // The lock file of this folder is the one that counts, whatever lies above it.
  turbopack: { root: import.meta.dirname },
};

export default config;
