/** What a mark is drawn with, by meaning. */
export const inks = ['text', 'muted', 'rule', 'ground', 'surface', 'dose', 'symptom', 'level-0', 'level-1', 'level-2', 'level-3'] as const;

export type Ink = (typeof inks)[number];

/** A paint for every ink: a custom property on a screen, a fixed colour on paper. */
export type Theme = Readonly<Record<Ink, string>>;

/**
 * The tokens of the web client, so that a change of theme repaints without a new layout. The four levels of a symptom take
 * the steps of the ramp that lie furthest apart in lightness.
 */
export const screenTheme: Theme = {
  text: 'var(--text)', muted: 'var(--text-muted)', rule: 'var(--border)', ground: 'var(--chart-ground)', surface: 'var(--surface)',
  dose: 'var(--c-dose)', symptom: 'var(--c-symptom)',
  'level-0': 'var(--ramp-0)', 'level-1': 'var(--ramp-2)', 'level-2': 'var(--ramp-3)', 'level-3': 'var(--ramp-4)',
};
