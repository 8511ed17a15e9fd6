import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blindIndex, deriveKey, openBox, sealBox } from './sealed-box.js';

const key = randomBytes(32);

describe('a sealed box', () => {
  it('gives back exactly what went in, whatever the text', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (text, bound) => {
      expect(openBox(key, bound, sealBox(key, bound, Buffer.from(text))).toString()).toBe(Buffer.from(text).toString());
    }));
  });

  it('does not open in another row, another column, with another key, or changed by one bit', () => {
    const box = sealBox(key, 'clin.note|row 1', Buffer.from('words'));
    expect(() => openBox(key, 'clin.note|row 2', box)).toThrow();
    expect(() => openBox(randomBytes(32), 'clin.note|row 1', box)).toThrow();
    for (let at = 0; at < box.length; at += 1) {
      const changed = Buffer.from(box);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => openBox(key, 'clin.note|row 1', changed)).toThrow();
    }
  });

  it('never looks the same twice', () => {
    expect(sealBox(key, 'a', Buffer.from('x')).equals(sealBox(key, 'a', Buffer.from('x')))).toBe(false);
  });
});

describe('keys and indexes', () => {
  it('differ by purpose and by secret', () => {
    const a = deriveKey('a'.repeat(64), 'one');
    expect(a.equals(deriveKey('a'.repeat(64), 'two'))).toBe(false);
    expect(a.equals(deriveKey('b'.repeat(64), 'one'))).toBe(false);
    expect(blindIndex(a, 'x').equals(blindIndex(a, 'x'))).toBe(true);
    expect(blindIndex(a, 'x').equals(blindIndex(a, 'y'))).toBe(false);
  });
});
