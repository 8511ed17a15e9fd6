import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ApiError } from '@evenkeel/api-client';
import { fieldOf, reasonOf, reasons } from './reason.js';

const words = (language: string) => (JSON.parse(readFileSync(join(import.meta.dirname, `language/${language}.json`), 'utf8')) as { refused: Record<string, string> }).refused;

describe('why something did not work', () => {
  it.each(['en', 'es'])('has a sentence for every reason in %s, and no other', (language) => { expect(Object.keys(words(language)).sort()).toEqual([...reasons].sort()); });

  it('is the code of the server, a dead line, a person who turned away, or a fault', () => {
    expect(reasonOf(new ApiError('signed-out', null, 'second-factor-failed'))).toBe('second-factor-failed');
    expect(reasonOf(new ApiError('unreachable'))).toBe('offline');
    expect(reasonOf(new ApiError('fault', 'abcd', 'unheard-of'))).toBe('fault');
    expect(reasonOf(Object.assign(new Error(), { name: 'NotAllowedError' }))).toBe('passkey-cancelled');
    expect(reasonOf('odd')).toBe('fault');
  });

  it('names the field', () => {
    expect((['password-too-short', 'second-factor-failed', 'display-name-missing', 'email-malformed', 'offline'] as const).map(fieldOf)).toEqual(['password', 'code', 'name', 'email', null]);
  });
});
