import { describe, expect, it } from '@jest/globals';
import { childEnvironment, readSettings } from './settings.mjs';

const secret = 'ab'.repeat(32);
const own = { DATABASE_URL: 'postgres://user:pass@db/evenkeel', EVENKEEL_SECRET: secret };

function refusal(env: Record<string, string>): string {
  try {
    readSettings(env);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

describe('what the launcher reads from the environment', () => {
  it('shows the demo on port 4000 of the loopback when nothing is set', () => {
    expect(readSettings({})).toMatchObject({ port: 4000, host: '127.0.0.1', demo: true, databaseUrl: undefined });
  });

  it('keeps the demo on the loopback, whatever HOST says', () => {
    expect(readSettings({ HOST: '0.0.0.0' }).host).toBe('127.0.0.1');
    expect(readSettings({ ...own, HOST: '0.0.0.0', EVENKEEL_DEMO: '1' }).host).toBe('127.0.0.1');
  });

  it('shows no demo in a database of the user unless asked', () => {
    expect(readSettings({ ...own, HOST: '0.0.0.0' })).toMatchObject({ demo: false, host: '0.0.0.0', secret });
    expect(readSettings({ ...own, EVENKEEL_DEMO: '1' }).demo).toBe(true);
    expect(readSettings({ EVENKEEL_DEMO: '0' }).demo).toBe(false);
  });

  it('wants a secret of the user with a database of the user', () => {
    expect(refusal({ DATABASE_URL: own.DATABASE_URL })).toContain('EVENKEEL_SECRET is missing');
  });

  it.each([
    ['PORT', '80a'],
    ['PORT', '0'],
    ['PORT', '70000'],
    ['PORT', '-12345'],
    ['DATABASE_URL', 'mysql://hunter2@db'],
    ['EVENKEEL_SECRET', 'hunter2'],
    ['EVENKEEL_DEMO', 'hunter2'],
  ])('refuses a wrong %s by name and never prints it', (name, value) => {
    const words = refusal({ ...own, [name]: value });
    expect(words).toContain(name);
    expect(words).not.toContain(value);
  });

  it('names every wrong variable at once', () => {
    const words = refusal({ PORT: 'x1', EVENKEEL_DEMO: 'x2', EVENKEEL_SECRET: 'x3' });
    for (const name of ['PORT', 'EVENKEEL_DEMO', 'EVENKEEL_SECRET']) expect(words).toContain(name);
  });

  it('hands the processes what it decided, on top of what the user set', () => {
    const settings = readSettings({ HOST: '0.0.0.0', PORT: '4100' });
    const env = { HOST: '0.0.0.0', SMTP_URL: 'smtp://mail' };
    expect(childEnvironment({ env, settings, databaseUrl: 'postgres://x', secret, data: '/data', web: '/web' })).toEqual({
      NODE_ENV: 'production',
      PORT: '4100',
      HOST: '127.0.0.1',
      SMTP_URL: 'smtp://mail',
      DATABASE_URL: 'postgres://x',
      EVENKEEL_SECRET: secret,
      EVENKEEL_DATA_DIR: '/data',
      EVENKEEL_WEB_DIR: '/web',
      EVENKEEL_DEMO: '1',
    });
  });
});
