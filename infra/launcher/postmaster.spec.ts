import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { birthOf } from './processes.mjs';
import { parsePostmaster, reclaim, runningPostmaster } from './postmaster.mjs';

const lines = (pid: number) => [String(pid), '/data/postgres', '1700000000', '45099', '', '127.0.0.1', '        ', 'ready   '].join('\n');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-pid-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the pid file of PostgreSQL', () => {
  it('tells process, port and whether it is ready', () => {
    expect(parsePostmaster(lines(321))).toEqual({ pid: 321, port: 45099, ready: true });
    expect(parsePostmaster('321\n/data/postgres\n')).toMatchObject({ pid: 321, ready: false });
  });

  it.each(['', 'nonsense', '0\n', '1\n', '-5\n'])('is not believed when it says %j', (text) => {
    expect(parsePostmaster(text)).toBeUndefined();
  });

  it('is removed when its number belongs to another program, which is left alone', async () => {
    const stranger = spawn('sleep', ['60']);
    const pid = stranger.pid ?? -1;
    writeFileSync(join(folder, 'postmaster.pid'), lines(pid));
    expect(runningPostmaster(folder)).toBeUndefined();
    expect(await reclaim(folder)).toBe('cleared');
    expect(existsSync(join(folder, 'postmaster.pid'))).toBe(false);
    expect(birthOf(pid)).toBeDefined();
    stranger.kill('SIGKILL');
  });

  it('need not be there', async () => {
    expect(await reclaim(folder)).toBe('free');
  });
});
