import { useSyncExternalStore } from 'react';

function listen(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

/** What the device believes about its line. `true` proves nothing; `false` can be trusted. */
export const useOnline = (): boolean => useSyncExternalStore(listen, () => navigator.onLine, () => true);
