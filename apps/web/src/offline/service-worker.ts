import { clientsClaim } from 'workbox-core';
import { createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: {
  readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0];
  readonly skipWaiting: () => Promise<void>;
  readonly location: { readonly origin: string };
  readonly addEventListener: (event: 'activate', listener: (event: { readonly waitUntil: (work: Promise<unknown>) => void }) => void) => void;
};

/**
 * Keeps the shell of the product on the device: help, check-in and everything a patient's screens are made of open
 * without a network. It never keeps an answer of the server; what a screen shows offline it has saved by itself.
 */
void self.skipWaiting();
clientsClaim();
precacheAndRoute(self.__WB_MANIFEST);

/** Parts of a patient's screens that come later than the first load, such as the timeline. Their names change with their content. */
const later = 'later';
registerRoute(
  ({ url }) => url.origin === self.location.origin && url.pathname.startsWith('/assets/later-'),
  async ({ request }) => {
    const kept = await caches.open(later);
    const known = await kept.match(request);
    if (known !== undefined) return known;
    const fresh = await fetch(request);
    if (fresh.ok) await kept.put(request, fresh.clone());
    return fresh;
  },
);
// A new version brings new names; the old files would only fill the device.
self.addEventListener('activate', (event) => event.waitUntil(caches.delete(later)));
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/graphql/, /^\/auth\//, /^\/realtime/, /^\/socket\.io/, /^\/ack\//, /^\/health/, /^\/metrics/, /^\/documents\//, /^\/calendar\//, /\.[a-z0-9]+$/i],
  }),
);
