import { useEffect, useState } from 'react';

const stepMs = 5_000;

/**
 * The time by the server's clock, in milliseconds, moved on by the device's steady counter. The device's own wall clock
 * may be wrong by hours and is not asked. Ticks every 5 seconds; the words on the screen change once a minute.
 */
export function useServerNow(serverNow: string | undefined): number {
  const [reading, setReading] = useState(() => ({ at: Date.parse(serverNow ?? ''), taken: performance.now(), text: serverNow }));
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((count) => count + 1), stepMs);
    return () => clearInterval(timer);
  }, []);
  let current = reading;
  if (reading.text !== serverNow) {
    current = { at: Date.parse(serverNow ?? ''), taken: performance.now(), text: serverNow };
    setReading(current);
  }
  return current.at + (performance.now() - current.taken);
}
