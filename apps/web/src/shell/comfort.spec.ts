import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { comfortFrom, grounds, painted, textSizes, themes } from './comfort.js';

const here = import.meta.dirname;
const tokens = readFileSync(join(here, '../kit/tokens.css'), 'utf8');
const script = readFileSync(join(here, '../../build/theme-script.ts'), 'utf8');

const blockOf = (theme: string): Record<string, string> => {
  const block = new RegExp(`\\[data-theme='${theme}'\\]\\s*\\{([^}]*)\\}`).exec(tokens)?.[1] ?? '';
  return Object.fromEntries([...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
};

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((left, right) => right - left) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

describe('comfort', () => {
  it('reads anything that a browser may have kept', () => {
    expect(comfortFrom('{"theme":"low-stim","text":"130"}')).toEqual({ theme: 'low-stim', text: '130' });
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const comfort = comfortFrom(text);
      expect(themes).toContain(comfort.theme);
      expect(textSizes).toContain(comfort.text);
    }));
  });

  it('lets the choice win over the device', () => {
    expect(painted('light', true)).toBe('light');
    expect(painted('system', true)).toBe('dark');
    expect(painted('system', false)).toBe('light');
  });

  it('paints the same ground in tokens, script and browser bar', () => {
    for (const [theme, ground] of Object.entries(grounds)) {
      expect(blockOf(theme)['bg']).toBe(ground);
      expect(script).toContain(ground);
    }
  });

  it.each(Object.keys(grounds))('keeps the contrast of %s', (theme) => {
    const colours = blockOf(theme);
    const of = (name: string): string => {
      const colour = colours[name];
      if (colour === undefined) throw new Error(`${theme} has no ${name}`);
      return colour;
    };
    const reading: [string, string][] = [
      ['text', 'bg'], ['text', 'surface'], ['text', 'surface-2'], ['text-muted', 'bg'], ['text-muted', 'surface'], ['link', 'bg'], ['link', 'surface'],
      ['on-primary', 'primary'], ['on-danger', 'danger'], ['text', 'selected'],
      ['text', 'urgent-tint'], ['text', 'wait-tint'], ['text', 'info-tint'], ['text', 'ok-tint'], ['link', 'urgent-tint'], ['link', 'wait-tint'],
    ];
    for (const [ink, ground] of reading) expect({ ink, ground, enough: contrast(of(ink), of(ground)) >= 4.5 }).toEqual({ ink, ground, enough: true });
    const controls: [string, string][] = [['control', 'bg'], ['control', 'surface'], ['focus', 'bg'], ['focus', 'surface'], ['primary-edge', 'bg'], ['danger-edge', 'bg'], ['selected-edge', 'surface']];
    for (const [ink, ground] of controls) expect({ ink, ground, enough: contrast(of(ink), of(ground)) >= 3 }).toEqual({ ink, ground, enough: true });
  });
});
