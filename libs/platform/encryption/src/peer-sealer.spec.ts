import { describe, expect, it } from '@jest/globals';
import { PeerSealer } from './peer-sealer.js';
import { Sealer } from './sealer.js';

const secret = { EVENKEEL_SECRET: 'ab'.repeat(32) };
const persona = '3f8a2f0e-8a51-4c1e-9a5e-0d6e6a1b2c3d';

describe('the sealer of the peer realm', () => {
  const sealer = new PeerSealer(secret);
  const row = { subject_id: persona, key_version: 1, wrapped: sealer.wrapNewKey(persona).wrapped };
  const from = (rows: unknown[]) => ({ query: async <Row>() => rows as Row[] });

  it('opens what it has sealed, in the same row only', async () => {
    const box = await sealer.seal(from([row]), persona, 'comm.post.words', 'row 1', 'I slept.');
    expect(await sealer.open(from([row]), persona, 'comm.post.words', 'row 1', box)).toBe('I slept.');
    await expect(sealer.open(from([row]), persona, 'comm.post.words', 'row 2', box)).rejects.toThrow();
  });

  it('cannot use a key of the clinical realm, nor that realm one of these', async () => {
    const keys: unknown[][] = [];
    await new Sealer(secret).createKey({ query: async <Row>(_sql: string, parameters: readonly unknown[] = []) => { keys.push([...parameters]); return [] as Row[]; } }, persona);
    const clinical = { subject_id: persona, key_version: 1, wrapped: keys[0]?.[2] as Buffer };
    await expect(new PeerSealer(secret).seal(from([clinical]), persona, 'p', 'r', 'x')).rejects.toThrow();
    await expect(new Sealer(secret).seal(from([row]), persona, 'p', 'r', 'x')).rejects.toThrow();
  });

  it('knows a name by its spelling, per community', () => {
    expect(sealer.nameKey('a', 'alder').equals(sealer.nameKey('a', 'alder'))).toBe(true);
    expect(sealer.nameKey('a', 'alder').equals(sealer.nameKey('b', 'alder'))).toBe(false);
  });
});
