import { deviceStore } from './device-store.js';

/** The last good copy of a screen's data, with the time it was read from the server. */
export interface SavedCopy<Data> {
  readonly at: string;
  readonly data: Data;
}

/** Keeps a copy on the device under the patient it belongs to. A device that is full goes without one. */
export async function keepSavedCopy<Data>(owner: string, name: string, data: Data, at: string): Promise<void> {
  const copy: SavedCopy<Data> = { at, data };
  await (await deviceStore()).keepCopy(`${owner}/${name}`, copy).catch(() => undefined);
}

/** The kept copy, or `null`, also when the device cannot read it. An older shape than this version's is left out. */
export async function savedCopy<Data>(owner: string, name: string, isShape: (data: unknown) => data is Data): Promise<SavedCopy<Data> | null> {
  const kept = await (await deviceStore()).copy(`${owner}/${name}`).catch(() => null);
  if (typeof kept !== 'object' || kept === null) return null;
  const { at, data } = kept as { at?: unknown; data?: unknown };
  return typeof at === 'string' && isShape(data) ? { at, data } : null;
}

/** On signing out: copies of what the server has are removed. Answers that nobody has yet stay. */
export async function forgetSavedCopies(): Promise<void> {
  await (await deviceStore()).forgetCopies();
}
