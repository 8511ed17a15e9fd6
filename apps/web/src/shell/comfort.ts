/** The themes a reader can choose. `system` follows the device between light and dark. */
export const themes = ['system', 'light', 'dark', 'low-stim', 'dim-paper'] as const;
export type Theme = (typeof themes)[number];

/** Percent of the normal text size. */
export const textSizes = ['100', '115', '130', '150'] as const;
export type TextSize = (typeof textSizes)[number];

/** How the screen looks on this device. Kept on the device only. */
export interface Comfort {
  readonly theme: Theme;
  readonly text: TextSize;
}

export const comfortKey = 'evenkeel.comfort';

/** Ground colour of each theme, for the bar of the browser; the same as `--bg` in tokens.css (a spec compares them). */
export const grounds = { light: '#F4F2EC', dark: '#14181A', 'low-stim': '#1D1B18', 'dim-paper': '#CFC8B8' } as const;

/** The theme to paint: the chosen one, or what the device prefers. */
export const painted = (theme: Theme, deviceIsDark: boolean): keyof typeof grounds =>
  theme === 'system' ? (deviceIsDark ? 'dark' : 'light') : theme;

/** Reads what was kept, whatever shape it has; anything unknown falls back to the default. */
export function comfortFrom(text: string | null): Comfort {
  let kept: unknown = null;
  try {
    kept = JSON.parse(text ?? 'null');
  } catch {
    kept = null;
  }
  const { theme, text: size } = (typeof kept === 'object' && kept !== null ? kept : {}) as { theme?: unknown; text?: unknown };
  return { theme: themes.find((each) => each === theme) ?? 'system', text: textSizes.find((each) => each === size) ?? '100' };
}
