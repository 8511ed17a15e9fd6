type Fetch = typeof globalThis.fetch;

export interface LineSense {
  readonly fetch: Fetch;
  /** Calls `back` whenever a request gets through after one that did not. */
  readonly whenBack: (back: () => void) => void;
}

/**
 * Notices by the requests themselves that the line is back. What the browser says is a hint: it may call a device online that
 * reaches nobody, and then it says nothing when somebody can be reached again. A server that answers that it cannot is not back.
 */
export function lineSense(fetch: Fetch): LineSense {
  const listeners: (() => void)[] = [];
  let isDown = false;
  return {
    whenBack: (back) => { listeners.push(back); },
    async fetch(input, init) {
      const response = await fetch(input, init).catch((error: unknown) => {
        isDown = true;
        throw error;
      });
      if (isDown && response.status < 500) {
        isDown = false;
        for (const back of listeners) back();
      }
      return response;
    },
  };
}
