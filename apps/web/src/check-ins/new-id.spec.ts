import { describe, expect, it } from '@jest/globals';
import { isId } from '@evenkeel/kernel';
import { newId } from './new-id.js';

describe('a new id', () => {
  it('is a lower-case UUID, another one each time', () => {
    const ids = Array.from({ length: 200 }, newId);
    expect(ids.every(isId)).toBe(true);
    expect(new Set(ids).size).toBe(200);
  });
});
