import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { birthOf, waitForEnd } from './processes.mjs';
import { claim, liveRun } from './run-file.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dead = { name: 'npm start', pid: process.pid, birth: 'of another time' };

describe('the owner of a data folder', () => {
  it('is written down while it lives', async () => {
    const held = await claim(folder, { name: 'npm start', port: 4000 });
    held.record('api', process.pid);
    expect(liveRun(folder)).toMatchObject({ owner: { pid: process.pid }, port: 4000, members: [{ name: 'api' }] });
    held.release();
    expect(liveRun(folder)).toBeUndefined();
  });

  it('keeps others out, and says who it is', async () => {
    const held = await claim(folder, { name: 'npm start', port: 4711 });
    await expect(claim(folder, { name: 'npm run dev' })).rejects.toThrow(/Already running at http:\/\/localhost:4711 \(npm start, process \d+\)/);
    held.release();
  });

  it('is replaced when it died, and what it left behind is stopped', async () => {
    const orphan = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    const pid = orphan.pid ?? -1;
    const birth = birthOf(pid) ?? '';
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ owner: dead, stopping: false, members: [{ name: 'api', pid, birth }] }));
    const held = await claim(folder, { name: 'npm start' });
    expect(await waitForEnd(pid, birth, 100)).toBe(true);
    held.release();
  });

  it('does not touch a process that only has the number of one it left behind', async () => {
    const stranger = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    const pid = stranger.pid ?? -1;
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ owner: dead, stopping: false, members: [{ name: 'api', pid, birth: 'of another time' }] }));
    const held = await claim(folder, { name: 'npm start' });
    expect(birthOf(pid)).toBeDefined();
    stranger.kill('SIGKILL');
    held.release();
  });

  it('gets along with a file that a power cut left half written', async () => {
    writeFileSync(join(folder, 'run.json'), '{"owner":');
    const held = await claim(folder, { name: 'npm start' });
    expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toMatchObject({ owner: { pid: process.pid } });
    held.release();
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
  });
});
