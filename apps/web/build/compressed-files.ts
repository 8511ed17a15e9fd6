import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

/** Below this (bytes) the server sends a text as it is. */
const worthIt = 1024;
const texts = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest']);

/**
 * Writes `<file>.br` beside every text of the built client. Once per build the densest setting costs seconds; once per
 * process, with somebody waiting, it would cost the first of them half a second.
 */
export function compressedFiles(): Plugin {
  let outDir = 'dist';
  return {
    name: 'evenkeel:compressed-files',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
        const files = entries.filter((entry) => entry.isFile() && texts.has(extname(entry.name))).map((entry) => join(entry.parentPath, entry.name));
        await Promise.all(files.map(async (file) => {
          const text = await readFile(file);
          if (text.length < worthIt) return;
          await writeFile(`${file}.br`, await promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
        }));
      },
    },
  };
}
