import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { birthOf, eachLine, parentOf, startProcess, waitForEnd } from './processes.mjs';

const log = () => undefined;

describe('telling processes apart', () => {
  it('knows the same process again', () => {
    expect(birthOf(process.pid)).toBe(birthOf(process.pid));
    expect(parentOf(process.pid)).toBe(process.ppid);
  });

  it('sees the end of one', async () => {
    const child = spawn('sleep', ['30']);
    const pid = child.pid ?? -1;
    const birth = birthOf(pid);
    expect(birth).toBeDefined();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await waitForEnd(pid, birth, 1000)).toBe(true);
    expect(birthOf(pid)).toBeUndefined();
  });
});

describe('a started process', () => {
  it('ends with everything it started itself', async () => {
    const lines: string[] = [];
    const running = startProcess({ command: '/bin/sh', args: ['-c', 'sleep 30 & echo $!; wait'], env: process.env, cwd: '/', log: (line) => lines.push(line) });
    while (lines.length === 0) await new Promise((settle) => setTimeout(settle, 5));
    const grandchild = Number(lines[0]);
    const birth = birthOf(grandchild);
    await running.stop();
    expect(await waitForEnd(grandchild, birth, 2000)).toBe(true);
  });

  it('is killed when it does not want to end', async () => {
    const lines: string[] = [];
    const running = startProcess({ command: '/bin/sh', args: ['-c', "trap '' TERM; echo up; while :; do sleep 1; done"], env: process.env, cwd: '/', log: (line) => lines.push(line) });
    while (lines.length === 0) await new Promise((settle) => setTimeout(settle, 5));
    await running.stop(100);
    expect(await running.exited).toBe('ended by SIGKILL');
  });

  it('says so when it cannot be started', async () => {
    const running = startProcess({ command: '/does/not/exist', args: [], env: process.env, cwd: '/', log });
    expect(await running.exited).toContain('did not start');
    await running.stop();
  });
});

describe('lines of output', () => {
  it('come whole, however they were cut', async () => {
    const lines: string[] = [];
    const stream = new PassThrough();
    eachLine(stream, (line) => lines.push(line));
    for (const piece of ['on', 'e\ntwo\n\nthr', 'ee']) stream.write(piece);
    stream.end();
    await once(stream, 'close');
    expect(lines).toEqual(['one', 'two', 'three']);
  });
});
