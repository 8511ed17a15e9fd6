import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import fc from 'fast-check';
import { parseDecimal, parseMg, parsePercent, signOf, writeDecimal, writeMg, type DecimalSign } from './decimal.js';

const read = (text: string, sign: DecimalSign = '.') => {
  const value = parseMg(text, sign);
  return isRefusal(value) ? value.code : value;
};

describe('milligrams as they are typed', () => {
  it.each<[string, number | string]>([
    ['0.125', 125], ['0.5', 500], ['.5', 500], ['1', 1000], ['1.', 1000], ['1.0', 1000], ['1.500', 1500], ['0', 0], ['007.25', 7250], [' 2 ', 2000],
    ['', 'missing'], ['   ', 'missing'], ['a', 'not-a-number'], ['-1', 'not-a-number'], ['1e3', 'not-a-number'], ['1.2.3', 'not-a-number'], ['.', 'not-a-number'], ['1 000', 'not-a-number'],
    ['½', 'not-a-number'], ['0.0001', 'too-many-places'], ['0.1250', 125], ['12345.678', 'too-large'], ['9999', 9_999_000],
  ])('%j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('take the sign of the other language, unless it could stand between thousands', () => {
    expect([read('0,5'), read('0,125'), read('12,5'), read('1,00')]).toEqual([500, 125, 12_500, 1000]);
    expect([read('1,000'), read('12,500'), read('1.000', ','), read('1,000', ',')]).toEqual(['two-ways-to-read', 'two-ways-to-read', 'two-ways-to-read', 1000]);
  });

  it('come back as they were written, whatever the sign', () => {
    fc.assert(fc.property(fc.nat(9_999_999), fc.constantFrom<DecimalSign>('.', ','), fc.constantFrom(1, 2, 3), (units, sign, places) => {
      const written = writeDecimal(units, places, sign);
      expect(parseDecimal(written, places, sign)).toBe(units);
      expect(written).toMatch(/^(0|[1-9]\d*)([.,]\d*[1-9])?$/);
    }));
  });
});

it('percents have two places', () => {
  expect([parsePercent('10', '.'), parsePercent('7.5', '.'), parsePercent('2,25', ',')]).toEqual([1000, 750, 225]);
  expect(isRefusal(parsePercent('2.125', '.'))).toBe(true);
});

it('the sign is the one of the reader', () => {
  expect([signOf((dose) => `${dose / 1000} mg`), signOf(() => '1,5 mg')]).toEqual(['.', ',']);
  expect([writeMg(50, '.'), writeMg(1500, ','), writeMg(1000, '.')]).toEqual(['0.05', '1,5', '1']);
});
