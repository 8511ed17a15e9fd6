/** A browser and what it runs on, as far as a person would tell their devices apart by it. */
export interface Device {
  /** Name of the browser, or `null`. */
  readonly browser: string | null;
  /** Name of the system, or `null`. */
  readonly system: string | null;
}

// In this order: nearly every browser also calls itself by the names of older ones.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/\bSamsungBrowser\//, 'Samsung Internet'], [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome|Chromium)\//, 'Chrome'], [/\bVersion\/[\d.]+ .*Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'], [/\biPad\b/, 'iPad'], [/\bAndroid\b/, 'Android'], [/\bWindows\b/, 'Windows'], [/\bCrOS\b/, 'Chromebook'], [/\bMac OS X\b/, 'Mac'], [/\bLinux\b/, 'Linux'],
];

const nameIn = (table: readonly (readonly [RegExp, string])[], text: string): string | null => table.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** Reads what a browser calls itself. Only names of a closed list come out, so that nothing a stranger sent is shown. */
export const readDevice = (userAgent: string): Device => ({ browser: nameIn(browsers, userAgent), system: nameIn(systems, userAgent) });
