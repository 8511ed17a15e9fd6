import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkPassword, normalisePassword } from './password.js';

const codeOf = (password: string, context: readonly string[] = []): string => checkPassword(password, context)?.code ?? 'accepted';

describe('a password', () => {
  it.each([
    ['correct horse battery staple', 'accepted'],
    ['mi gato duerme al sol', 'accepted'],
    ['kV7#mq2!xR9w', 'accepted'],
    ['el tiempo lo cura casi todo', 'accepted'],
    ['short one', 'password-too-short'],
    ['elevenchars', 'password-too-short'],
    ['x'.repeat(129), 'password-too-long'],
    ['passwordpassword', 'password-too-common'],
    ['P@ssw0rd2026!', 'password-too-common'],
    ['Welcome12345!', 'password-too-common'],
    ['qwertyuiop12', 'password-too-common'],
    ['123456789012', 'password-too-common'],
    ['aaaaaaaaaaaa', 'password-too-common'],
    ['abababababab', 'password-too-common'],
    ['Clonazepam2024', 'password-too-common'],
    ['Contraseña123', 'password-too-common'],
    ['evenkeel-clinic', 'password-too-common'],
  ])('%j is %s', (password, answer) => {
    expect(codeOf(password)).toBe(answer);
  });

  it('refuses what is made of the person and the organisation', () => {
    expect(codeOf('Okonkwo-Harbor-1987', ['Ada Okonkwo', 'ada@harbor-clinic.test'])).toBe('password-names-you');
    expect(codeOf('Okonkwo likes long walks', ['Ada Okonkwo'])).toBe('accepted');
  });

  it('names the field and the limit, never the password', () => {
    expect(checkPassword('too short')).toEqual({ kind: 'refused', code: 'password-too-short', field: 'password', facts: { atLeast: 12 } });
    fc.assert(
      fc.property(fc.string({ maxLength: 160 }), (password) => {
        const refusal = checkPassword(password);
        return password.length < 3 || refusal === null || !JSON.stringify(refusal.facts).includes(password);
      }),
    );
  });

  it('counts characters, not the units in which they are stored', () => {
    expect(codeOf('🌊🌿🐚⛵🌅🪁🎻📚🍵🧶🪴')).toBe('password-too-short');
    expect(codeOf('🌊🌿🐚⛵🌅🪁🎻📚🍵🧶🪴🌙 mar')).toBe('accepted');
  });

  it('gives two ways of typing the same letters the same bytes', () => {
    expect(normalisePassword('cafe\u0301 con leche')).toBe(normalisePassword('caf\u00e9 con leche'));
  });
});
