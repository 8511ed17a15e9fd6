import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './root.mjs';

/** Packages that find files of their own beside themselves, or are no JavaScript: they stay in node_modules. */
const left = /^(pdfkit|pino|@node-rs\/argon2)$/;

/**
 * Puts each program, with all that it imports, into one file, `bundle/main.js` in its folder. A process that was killed reads
 * one file instead of thousands before it is back (docs/adr/0013). Wants the compiled programs.
 * @param {readonly string[]} programs folders from the root
 */
export async function bundleServers(programs) {
  for (const program of programs) {
    const folder = join(root, program, 'bundle');
    rmSync(folder, { recursive: true, force: true });
    const bundle = await rolldown({
      input: join(root, program, 'dist/main.js'),
      platform: 'node',
      external: left,
      // What cannot be found is an optional part of a library, which asks for it and does without.
      logLevel: 'silent',
    });
    await bundle.write({ dir: folder, format: 'esm', keepNames: true });
    await bundle.close();
  }
}
