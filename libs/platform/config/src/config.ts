import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { z } from 'zod';

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL that starts with ${protocols.join(' or ')}//`,
  });

const flag = z.enum(['0', '1'], { error: 'must be 0 or 1' }).transform((text) => text === '1');
const whole = (least: number, most: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number)
    .refine((n) => n >= least && n <= most, { error: `must be between ${least} and ${most}` });

const privateNetworks = ['loopback', 'linklocal', 'uniquelocal'];

/** An address, a network of them, or the name of the private ones. `/0` would believe everybody. */
function isNetwork(text: string): boolean {
  if (privateNetworks.includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const widest = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && rest.length === 0 && (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= widest));
}

const networks = z.string().transform((text) => text.split(',').map((each) => each.trim()))
  .refine((all) => all.every(isNetwork), { error: `must be addresses or networks like 10.1.0.0/16 with commas between, or ${privateNetworks.join(', ')}` });

/** Every variable that the processes read. The text beside each is printed by `npm run evenkeel -- config`. */
export const variables = {
  NODE_ENV: z.enum(['production', 'development', 'test'], { error: 'must be production, development or test' }).default('production')
    .describe('production hides the API explorer and scrubs errors'),
  PORT: whole(1, 65535).default(4000).describe('where the api listens'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address the api binds to; the loopback unless a proxy stands in front'),
  TRUSTED_PROXIES: networks.default(['loopback']).describe('proxies whose X-Forwarded-For is believed, so that limits on sign-in count people and not the proxy'),
  BASE_URL: url('http:', 'https:').optional().describe('address that people type, used in links of messages; default http://localhost:PORT'),
  DATABASE_URL: url('postgres:', 'postgresql:').describe('PostgreSQL as the migrating owner, who may create roles'),
  DATABASE_URL_APP_CLIN: url('postgres:', 'postgresql:').optional().describe('overrides the connection of role app_clin'),
  DATABASE_URL_ENGINE: url('postgres:', 'postgresql:').optional().describe('overrides the connection of role engine'),
  DATABASE_URL_GATE: url('postgres:', 'postgresql:').optional().describe('overrides the connection of role gate'),
  DATABASE_URL_APP_COMM: url('postgres:', 'postgresql:').optional().describe('overrides the connection of role app_comm, the peer realm'),
  DATABASE_URL_COMM_ENGINE: url('postgres:', 'postgresql:').optional().describe("overrides the connection of role comm_engine, the peer realm's worker"),
  DATABASE_URL_BRIDGE: url('postgres:', 'postgresql:').optional().describe('overrides the connection of role bridge, which may call the functions of the vault'),
  REDIS_URL: url('redis:', 'rediss:').optional().describe('secret: Redis or Valkey 6.2 or newer that carries jobs and rings when several processes run; without it PostgreSQL does'),
  EVENKEEL_SECRET: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits').describe('secret: wraps data keys and derives role passwords; lose it and sealed columns are lost'),
  EVENKEEL_BACKUP_RECIPIENT: z.string().regex(/^age1[0-9a-z]+$/, 'must be a recipient of age (age1…)').optional().describe('public key that backups are written for; without it whoever has EVENKEEL_SECRET can open them'),
  EVENKEEL_DATA_DIR: z.string().min(1).default('.evenkeel').describe('files and the private database'),
  EVENKEEL_WEB_DIR: z.string().min(1).optional().describe('built web client; without it the api serves no pages'),
  EVENKEEL_DEMO: flag.default(false).describe('1 seeds the demo clinic and listens on the loopback only'),
  EVENKEEL_SUPERVISED: flag.default(false).describe('1 ends the process when its standard input closes'),
  EVENKEEL_INSTANCE: z.string().regex(/^[a-z0-9-]{1,80}$/, 'must be letters, digits and dashes').optional().describe('name of this process in heartbeats and log lines; default kind, host and process id'),
  EVENKEEL_PROBE_PORT: whole(1, 65535).optional().describe('where the worker answers /health/live, /health/ready and /metrics, on HOST; without it nowhere'),
  EVENKEEL_TICK_MS: whole(10, 60_000).default(1000).describe('pause between two rounds of the escalation engine, in milliseconds'),
  SMTP_URL: url('smtp:', 'smtps:').optional().describe('secret: mail server; without it messages are only written to the message log'),
  MAIL_FROM: z.email('must be an e-mail address').default('evenkeel@localhost.localdomain').describe('sender of messages'),
  FALLBACK_WEBHOOK_URL: url('http:', 'https:').optional().describe('secret: told when a whole ladder stays silent'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug'], { error: 'must be silent, error, warn, info or debug' }).default('info').describe('least level that is logged'),
} as const;

const schema = z.object(variables);

/** In a container every process has the number 1: only the host's name tells two of them apart. */
const ownName = (kind: string): string => `${kind}-${hostname().toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-').slice(0, 63)}-${process.pid}`;

export type Config = Readonly<z.infer<typeof schema> & { BASE_URL: string; EVENKEEL_INSTANCE: string }>;

/** Names and reasons of what is wrong with the environment, never a value. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly { name: string; reason: string }[]) {
    super(['The configuration cannot be used:', ...problems.map((p) => `  ${p.name} ${p.reason}`)].join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment once, at start. Throws a ConfigError that lists every problem by name.
 * @param env usually `process.env`
 * @param kind names the process in heartbeats when EVENKEEL_INSTANCE is absent
 */
export function readConfig(env: Record<string, string | undefined> = process.env, kind = 'process'): Config {
  const given = Object.fromEntries(Object.keys(variables).map((name) => [name, env[name] === '' ? undefined : env[name]]));
  const result = schema.safeParse(given);
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return { name, reason: given[name] === undefined ? 'is missing' : issue.message };
    }));
  }
  const read = result.data;
  if (read.EVENKEEL_DEMO && !['127.0.0.1', 'localhost', '::1'].includes(read.HOST)) {
    throw new ConfigError([{ name: 'HOST', reason: 'must be the loopback while EVENKEEL_DEMO is 1' }]);
  }
  return Object.freeze({
    ...read,
    BASE_URL: (read.BASE_URL ?? `http://localhost:${read.PORT}`).replace(/\/$/, ''),
    EVENKEEL_INSTANCE: read.EVENKEEL_INSTANCE ?? ownName(kind),
  });
}

/** The installation's secret alone, for what needs neither a database nor anything else. Throws a ConfigError like `readConfig`. */
export function readSecret(env: Record<string, string | undefined>): string {
  const result = variables.EVENKEEL_SECRET.safeParse(env['EVENKEEL_SECRET']);
  if (result.success) return result.data;
  throw new ConfigError([{ name: 'EVENKEEL_SECRET', reason: env['EVENKEEL_SECRET'] === undefined ? 'is missing' : (result.error.issues[0]?.message ?? 'cannot be used') }]);
}
