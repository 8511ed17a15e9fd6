import { useCallback, useEffect, useRef, useState } from 'react';

/** So long after the last movement nobody's finger is on its way to a row any more. */
const quietMs = 8_000;

interface InUse {
  readonly inUse: boolean;
  /** To be spread on the element that holds the rows. */
  readonly handlers: {
    readonly onPointerMove: () => void;
    readonly onPointerDown: () => void;
    readonly onTouchMove: () => void;
    readonly onKeyDown: () => void;
    readonly onFocus: () => void;
  };
}

/** Whether somebody is pointing at, touching or moving through a list at this moment. */
export function useInUse(): InUse {
  const [inUse, setInUse] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const touched = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setInUse(false), quietMs);
    setInUse(true);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { inUse, handlers: { onPointerMove: touched, onPointerDown: touched, onTouchMove: touched, onKeyDown: touched, onFocus: touched } };
}
