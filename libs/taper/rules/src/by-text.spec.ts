import { expect, it } from '@jest/globals';
import { byText } from './by-text.js';

it.each([['a', 'b', -1], ['b', 'a', 1], ['a', 'a', 0], ['2027-01-09', '2027-01-10', -1]])('the order of %s and %s', (left, right, order) => {
  expect(byText(left, right)).toBe(order);
});
