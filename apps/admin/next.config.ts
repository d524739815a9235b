import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';
import { env } from './src/env.ts';

const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

const staticHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
];

const config: NextConfig = {
  distDir: env.distDir,
  output: 'standalone',
  outputFileTracingRoot: repositoryRoot,
  turbopack: { root: repositoryRoot },
  poweredByHeader: false,
  reactStrictMode: true,
  // Checked by `npm test`, tests included; a start should not pay for it again.
  typescript: { ignoreBuildErrors: true },
  // Browsers ask for it on their own where a page names no icon, or none yet.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // The proxy sets the headers of every page; it never sees the build's own files.
  headers: async () => [{ source: '/_next/static/:path*', headers: staticHeaders }],
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
