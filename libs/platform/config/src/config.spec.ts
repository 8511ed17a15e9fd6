import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig, variables } from './config.js';

const good = { DATABASE_URL: 'postgres://u:p@127.0.0.1/d', EVENKEEL_SECRET: 'a'.repeat(64) };

describe('readConfig', () => {
  it('fills in what has a default', () => {
    expect(readConfig(good)).toMatchObject({ PORT: 4000, HOST: '127.0.0.1', BASE_URL: 'http://localhost:4000', EVENKEEL_TICK_MS: 1000 });
  });

  it('names every wrong variable at once and never prints a value', () => {
    const wrong = { ...good, EVENKEEL_SECRET: 'hunter2', PORT: '70000', SMTP_URL: 'http://mail', REDIS_URL: 'http://10.0.0.9', LOG_LEVEL: 'loud' };
    const error = (() => { try { readConfig(wrong); return null; } catch (e) { return e; } })();
    expect(error).toBeInstanceOf(ConfigError);
    const { message, problems } = error as ConfigError;
    expect(problems.map((p) => p.name).sort()).toEqual(['EVENKEEL_SECRET', 'LOG_LEVEL', 'PORT', 'REDIS_URL', 'SMTP_URL']);
    for (const value of ['hunter2', '70000', 'http://mail', '10.0.0.9', 'loud']) expect(message).not.toContain(value);
  });

  it('says which required variable is missing', () => {
    expect(() => readConfig({})).toThrow(/DATABASE_URL is missing[\s\S]*EVENKEEL_SECRET is missing/);
  });

  it('refuses to show the demo clinic to the network', () => {
    expect(() => readConfig({ ...good, EVENKEEL_DEMO: '1', HOST: '0.0.0.0' })).toThrow(/HOST must be the loopback/);
  });

  it('believes the proxies that are named, and nobody who would believe everybody', () => {
    expect(readConfig(good).TRUSTED_PROXIES).toEqual(['loopback']);
    expect(readConfig({ ...good, TRUSTED_PROXIES: 'loopback, 10.1.0.0/16,fd00::/8,192.0.2.7' }).TRUSTED_PROXIES).toEqual(['loopback', '10.1.0.0/16', 'fd00::/8', '192.0.2.7']);
    for (const wrong of ['0.0.0.0/0', '10.0.0.0/33', 'proxy', '10.0.0.0/8/8', '1', 'loopback,']) {
      expect(() => readConfig({ ...good, TRUSTED_PROXIES: wrong })).toThrow(/TRUSTED_PROXIES must be addresses/);
    }
  });

  it('names a process so that two of the same number on two hosts differ', () => {
    const name = readConfig(good, 'worker').EVENKEEL_INSTANCE;
    expect(name).toMatch(new RegExp(`^worker-[a-z0-9-]+-${String(process.pid)}$`));
    expect(readConfig({ ...good, EVENKEEL_INSTANCE: name }).EVENKEEL_INSTANCE).toBe(name);
  });

  it('documents every variable', () => {
    for (const [name, type] of Object.entries(variables)) expect([name, type.description ?? '']).not.toEqual([name, '']);
  });
});
