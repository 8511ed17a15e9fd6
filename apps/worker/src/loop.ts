/** Work that is done again and again, with a pause in between, until it is stopped. */
export interface Loop {
  /** Waits for the round that is running. */
  stop(): Promise<void>;
}

/**
 * Runs `work` now and then again after each pause. A round that fails is told to `fault` and does not end the loop:
 * the next one starts from the rows as they are.
 */
export function repeat(pauseMs: number, work: () => Promise<unknown>, fault: (error: unknown) => void): Loop {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const turn = (): void => {
    running = work().then(() => undefined, fault).finally(() => { if (!isStopped) timer = setTimeout(turn, pauseMs); });
  };
  turn();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
