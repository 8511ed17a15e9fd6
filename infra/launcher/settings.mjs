import { Refused } from './refuse.mjs';

/**
 * What the launcher itself has to know; everything else is read and checked by the processes it starts.
 * @typedef {object} Settings
 * @property {number} port where people reach the product
 * @property {string} host address it binds to; the loopback whenever the demo clinic is shown
 * @property {string | undefined} databaseUrl a PostgreSQL of the user's own; undefined: the private one
 * @property {boolean} demo whether the demo clinic is seeded
 * @property {string | undefined} secret the user's own EVENKEEL_SECRET; undefined: generated and kept in the data folder
 * @property {string | undefined} dataDirectory EVENKEEL_DATA_DIR
 */

/**
 * Reads the launcher's part of the environment.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 * @throws {Refused} naming every wrong variable, never a value
 */
export function readSettings(env) {
  /** @type {string[]} */
  const problems = [];
  const text = (/** @type {string} */ name) => (env[name] === '' ? undefined : env[name]);
  const databaseUrl = text('DATABASE_URL');
  const secret = text('EVENKEEL_SECRET');
  const demo = text('EVENKEEL_DEMO');
  const port = Number(text('PORT') ?? '4000');

  if (!/^\d{1,5}$/.test(text('PORT') ?? '4000') || port < 1 || port > 65535) problems.push('PORT must be a whole number between 1 and 65535');
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) problems.push('DATABASE_URL must be a URL that starts with postgres:// or postgresql://');
  if (databaseUrl !== undefined && secret === undefined) problems.push('EVENKEEL_SECRET is missing: with a DATABASE_URL of your own it must be yours too, and be backed up apart from the database');
  if (secret !== undefined && !/^[0-9a-f]{64}$/.test(secret)) problems.push('EVENKEEL_SECRET must be 64 hexadecimal digits, in lower case');
  if (demo !== undefined && demo !== '0' && demo !== '1') problems.push('EVENKEEL_DEMO must be 0 or 1');
  if (problems.length > 0) throw new Refused(`The configuration cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);

  const showsDemo = demo === '1' || (databaseUrl === undefined && demo !== '0');
  const host = showsDemo ? '127.0.0.1' : (text('HOST') ?? '127.0.0.1');
  return { port, host, databaseUrl, demo: showsDemo, secret, dataDirectory: text('EVENKEEL_DATA_DIR') };
}

/** @param {string} text */
function isPostgresUrl(text) {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
}

/**
 * The environment of api, worker and cli: the user's own, with what the launcher decided on top.
 * @param {object} decided
 * @param {NodeJS.ProcessEnv} decided.env
 * @param {Settings} decided.settings
 * @param {string} decided.databaseUrl
 * @param {string} decided.secret 64 hexadecimal digits
 * @param {string} decided.data folder
 * @param {string} decided.web folder of the built client
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment({ env, settings, databaseUrl, secret, data, web }) {
  return {
    ...env,
    NODE_ENV: 'production',
    PORT: String(settings.port),
    HOST: settings.host,
    DATABASE_URL: databaseUrl,
    EVENKEEL_SECRET: secret,
    EVENKEEL_DATA_DIR: data,
    EVENKEEL_WEB_DIR: web,
    EVENKEEL_DEMO: settings.demo ? '1' : '0',
  };
}
