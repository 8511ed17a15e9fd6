import { describe, expect, it } from '@jest/globals';
import { isNearTo } from './name-nearness.js';

describe('a made-up name', () => {
  it.each(['Alder', 'alder77', 'Quinn', 'Quinnie', 'ÁLDER', 'al-der', 'A.l.d.e.r', 'Alde', 'Alder Quinn'])('%s is too near to Alder Quinn', (name) => {
    expect(isNearTo(name, 'Alder Quinn')).toBe(true);
  });
  it.each(['Quiet Harbour 27', 'Fern', 'Al', 'Queen'])('%s is not', (name) => {
    expect(isNearTo(name, 'Alder Quinn')).toBe(false);
  });
  it('may use the plain words of a clinic and not its own', () => {
    expect(isNearTo('Clinic Owl', 'Harbour Clinic')).toBe(false);
    expect(isNearTo('Harbour Owl', 'Harbour Clinic')).toBe(true);
  });
});
