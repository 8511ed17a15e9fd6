import { describe, expect, it } from '@jest/globals';
import { readyLine } from './ready.mjs';
import { pickAccount } from './unprivileged.mjs';

describe('the ready line', () => {
  it('is one line with the address, the accounts and their password', () => {
    const demo = { accounts: [{ role: 'coordinator', email: 'c@demo' }, { role: 'patient', email: 'p@demo' }], password: 'calm' };
    const line = readyLine('http://localhost:4000', demo);
    expect(line).toBe('Evenkeel is ready at http://localhost:4000 - demo accounts, password "calm": coordinator c@demo, patient p@demo');
  });

  it('tells only the address where there is no demo', () => {
    expect(readyLine('http://localhost:4100', undefined)).toBe('Evenkeel is ready at http://localhost:4100');
  });
});

describe('the account of PostgreSQL', () => {
  const root = 'root:x:0:0:root:/root:/bin/bash';
  const nobody = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin';

  it('is nobody', () => {
    expect(pickAccount([root, 'ada:x:1000:1000::/home/ada:/bin/sh', nobody, ''].join('\n'))).toEqual({ name: 'nobody', uid: 65534, gid: 65534 });
  });

  it('is any account but root where there is no nobody', () => {
    expect(pickAccount([root, 'ada:x:1000:1000::/home/ada:/bin/sh'].join('\n'))?.name).toBe('ada');
    expect(pickAccount(root)).toBeUndefined();
  });
});
