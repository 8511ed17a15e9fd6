import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { themeScript } from './theme-script.js';

const placeholder = '<script data-theme-script></script>';
const inlineScript = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** The CSP source of an inline script: `sha256-` and the digest of its exact text. */
export const hashOf = (script: string): string => `sha256-${createHash('sha256').update(script, 'utf8').digest('base64')}`;

/**
 * Puts the theme script into the page and writes `csp-hashes.json` beside it: `{"scripts": ["sha256-…"]}`.
 * The server that sends the page reads that file for its Content-Security-Policy. A second inline script in the
 * built page fails the build, because no header would allow it.
 */
export function contentSecurityPolicy(): Plugin {
  let outDir = 'dist';
  return {
    name: 'evenkeel:content-security-policy',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace(placeholder, () => `<script>${themeScript}</script>`),
    },
    writeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const html = await readFile(join(outDir, 'index.html'), 'utf8');
        const scripts = [...html.matchAll(inlineScript)].map((match) => hashOf(match[1] ?? ''));
        if (scripts.length !== 1) throw new Error(`The page must have exactly one inline script, found ${scripts.length}`);
        await writeFile(join(outDir, 'csp-hashes.json'), `${JSON.stringify({ scripts }, null, 2)}\n`);
      },
    },
  };
}
