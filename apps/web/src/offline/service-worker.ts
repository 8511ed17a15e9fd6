import { clientsClaim } from 'workbox-core';
import { createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: {
  readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0];
  readonly skipWaiting: () => Promise<void>;
};

/**
 * Keeps the shell of the product on the device: help, check-in and everything a patient's screens are made of open
 * without a network. It never keeps an answer of the server; what a screen shows offline it has saved by itself.
 */
void self.skipWaiting();
clientsClaim();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/graphql/, /^\/auth\//, /^\/realtime/, /^\/socket\.io/, /^\/ack\//, /^\/health/, /^\/metrics/, /\.[a-z0-9]+$/i],
  }),
);
