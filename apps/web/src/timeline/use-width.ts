import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** How wide an element is (pixels), also after the window or the text has changed. 0 until it was measured. */
export function useWidth<Found extends HTMLElement>(): readonly [RefObject<Found | null>, number] {
  const element = useRef<Found>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const found = element.current;
    if (found === null) return;
    // While a part of the page waits for something it is hidden and has no width; what it showed is not to be taken down.
    const measure = (): void => setWidth((before) => Math.floor(found.getBoundingClientRect().width) || before);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(found);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
