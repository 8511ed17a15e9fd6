import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { olderPostgres } from './older-postgres.mjs';

describe('the PostgreSQL of the machine', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel-packages-')); });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });
  const install = (version: string, programs = ['postgres', 'initdb']): void => {
    mkdirSync(path.join(folder, version, 'bin'), { recursive: true });
    for (const program of programs) writeFileSync(path.join(folder, version, 'bin', program), '');
  };

  it('is the oldest that is supported and whole', () => {
    install('13');
    install('15', ['psql']);
    install('17');
    install('16');
    expect(olderPostgres(folder)).toEqual({ installation: path.join(folder, '16'), version: 16 });
  });

  it('is missing where there is none', () => {
    expect(olderPostgres(folder)).toBeUndefined();
    expect(olderPostgres(path.join(folder, 'nothing'))).toBeUndefined();
  });
});
