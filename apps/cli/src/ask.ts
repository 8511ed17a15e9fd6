import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Mistake } from './command.js';

/** Asks on the error stream, so that standard output stays clean. A hidden answer is not echoed on a terminal. */
export async function ask(question: string, hidden = false): Promise<string> {
  const interactive = process.stdin.isTTY === true;
  if (interactive) process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: hidden || !interactive ? silent : process.stderr, terminal: interactive });
  try {
    return await new Promise((settle, fail) => {
      lines.once('line', settle);
      lines.once('close', () => fail(new Mistake(`There was no answer to "${question.trim()}"`)));
    });
  } finally {
    lines.close();
    if (interactive && hidden) process.stderr.write('\n');
  }
}
