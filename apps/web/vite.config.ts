import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { compressedFiles } from './build/compressed-files.js';
import { contentSecurityPolicy } from './build/content-security-policy.js';
import { keptOnThePhone } from './build/kept-on-the-phone.js';

const api = `http://127.0.0.1:${process.env['API_PORT'] ?? '4000'}`;
const proxied = ['/graphql', '/auth', '/peer', '/peer-entry', '/ack', '/health', '/metrics', '/documents/', '/calendar/'];

/** Rules are pure and so is the calendar library they name: what a screen does not call is left out. */
const treeshake = { moduleSideEffects: (id: string) => !/\/libs\/[^/]+\/(rules|scene)\/src\/|\/libs\/(kernel|phrases)\/|\/temporal-polyfill\//.test(id) };

const phone = keptOnThePhone();

export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    // The rules projects are bundled from source, so that the page never lags behind an unbuilt library.
    conditions: ['evenkeel-source', 'module', 'browser', 'development|production'],
  },
  plugins: [
    react(),
    contentSecurityPolicy(),
    phone.plugin,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/offline',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: {
        name: 'Evenkeel',
        short_name: 'Evenkeel',
        description: 'Your own record of a slow taper, in one place.',
        id: '/',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#F4F2EC',
        theme_color: '#F4F2EC',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      injectManifest: {
        globPatterns: ['index.html', 'assets/*.{js,css,woff2}', 'icon.svg', 'manifest.webmanifest'],
        // The timeline weighs as much as a third of the rest: it is kept on the phone when it is first opened.
        globIgnores: ['assets/later-*', 'assets/*latin-ext*'],
        // Staff screens are of no use offline and must not weigh on a patient's phone.
        manifestTransforms: [(entries) => ({ manifest: entries.filter(({ url }) => phone.isNeeded(url)) })],
      },
    }),
    compressedFiles(),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake,
      output: {
        chunkFileNames: (chunk) => {
          if (chunk.moduleIds.some((id) => /\/staff[^/]*\.tsx$|\/apps\/web\/src\/(taper\/(editor|intake|settings|supply)|safety-desk|care-team\/tasks|medicines\/local-products)\//.test(id))) return 'assets/staff-[hash].js';
          return chunk.moduleIds.some((id) => /\/libs\/timeline\/scene\/|\/libs\/taper\/rules\/src\/lay-plan\.|\/apps\/web\/src\/((timeline|account|audit|peer-groups|own-plan)\/|care-team\/(oversight|patient-sharing|sharing-page|emergency-notice|emergency-facts|invite-to-team-page))/.test(id)) ? 'assets/later-[hash].js' : 'assets/[name]-[hash].js';
        },
      },
    },
  },
  // The only worker computes plans for staff.
  worker: { format: 'es', rolldownOptions: { treeshake, output: { entryFileNames: 'assets/staff-[hash].js', chunkFileNames: 'assets/staff-[hash].js' } } },
  server: {
    port: 4200,
    strictPort: true,
    proxy: {
      ...Object.fromEntries(proxied.map((path) => [path, api])),
      '/realtime': { target: api, ws: true },
      '/peer/realtime': { target: api, ws: true },
      '/socket.io': { target: api, ws: true },
    },
  },
});
