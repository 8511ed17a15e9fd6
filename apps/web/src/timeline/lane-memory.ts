import { sceneLanes, type SceneLane } from '@evenkeel/timeline-scene';

const key = 'evenkeel.timeline-lanes';

/** Reads which lanes a viewer put away, whatever a browser may have kept. No health data is in it: only names of lanes. */
export function hiddenFrom(text: string | null, viewer: string): readonly SceneLane[] {
  const kept = all(text)[viewer];
  return Array.isArray(kept) ? sceneLanes.filter((lane) => kept.includes(lane)) : [];
}

/** What is to be kept when this viewer puts these lanes away; the choices of other viewers of the device stay. */
export const withHidden = (text: string | null, viewer: string, hidden: readonly SceneLane[]): string => JSON.stringify({ ...all(text), [viewer]: hidden });

function all(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The lanes that this viewer put away on this device. */
export function hiddenLanes(viewer: string): readonly SceneLane[] {
  try {
    return hiddenFrom(localStorage.getItem(key), viewer);
  } catch {
    return [];
  }
}

export function keepHiddenLanes(viewer: string, hidden: readonly SceneLane[]): void {
  try {
    localStorage.setItem(key, withHidden(localStorage.getItem(key), viewer, hidden));
  } catch {
    // A browser that keeps nothing shows all lanes again next time.
  }
}
