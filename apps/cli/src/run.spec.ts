import { describe, expect, it } from '@jest/globals';
import { type Command, Mistake } from './command.js';
import { config as configCommand } from './commands/config.js';
import { run } from './run.js';

const greet: Command = {
  name: 'greet', summary: 'say hello', options: { to: { type: 'string', says: 'whom' } },
  run: async ({ print, values, config }) => {
    if (values['to'] === 'nobody') throw new Mistake('There is nobody to greet.');
    if (values['to'] === 'the-database') config();
    if (values['to'] === 'a-fault') throw new Error('broken');
    print(`hello ${String(values['to'])}`);
    return 0;
  },
};

async function running(...args: string[]) {
  const printed: string[] = [];
  const complained: string[] = [];
  const env = { DATABASE_URL: 'mysql://root:hunter2@db/x', EVENKEEL_SECRET: 'hunter3' };
  const code = await run([greet, configCommand], args, { env, print: (line) => printed.push(line), complain: (line) => complained.push(line) });
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
}

describe('the command line', () => {
  it('runs a command with its options', async () => {
    expect(await running('greet', '--to', 'you')).toEqual({ code: 0, printed: 'hello you', complained: '' });
  });

  it('explains itself', async () => {
    expect((await running('--help')).printed).toMatch(/greet +say hello/);
    expect(await running()).toMatchObject({ code: 2 });
    expect((await running('greet', '--help')).printed).toMatch(/--to +whom/);
  });

  it('does not guess what was meant', async () => {
    expect(await running('great')).toMatchObject({ code: 2, printed: '' });
    expect(await running('greet', '--too', 'you')).toMatchObject({ code: 2, printed: '' });
    expect(await running('greet', 'you')).toMatchObject({ code: 2, printed: '' });
  });

  it('says what the operator got wrong, and throws what nobody expected', async () => {
    expect(await running('greet', '--to', 'nobody')).toEqual({ code: 1, printed: '', complained: 'There is nobody to greet.' });
    await expect(running('greet', '--to', 'a-fault')).rejects.toThrow('broken');
  });

  it('names wrong variables and never prints their values', async () => {
    const { code, complained } = await running('greet', '--to', 'the-database');
    expect(code).toBe(1);
    expect(complained).toMatch(/DATABASE_URL[\s\S]*EVENKEEL_SECRET/);
    expect(complained).not.toMatch(/hunter/);
  });

  it('documents every variable without reading one', async () => {
    const { printed } = await running('config');
    expect(printed).toMatch(/EVENKEEL_SECRET .*\(required\)/);
    expect(printed).not.toMatch(/hunter/);
  });
});
