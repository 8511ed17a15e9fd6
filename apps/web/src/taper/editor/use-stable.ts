import { useRef } from 'react';

/** The same value as before as long as it says the same, so that what is drawn from it is not drawn again while a slider moves. */
export function useStable<Value>(value: Value): Value {
  const kept = useRef(value);
  if (kept.current !== value && JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value;
  return kept.current;
}
