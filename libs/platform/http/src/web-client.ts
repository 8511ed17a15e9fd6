import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { apiPathOf } from './paths.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.txt': 'text/plain; charset=utf-8',
};
/** Already dense. */
const dense = new Set(['.png', '.woff2', '.ico']);
const kept = { hashed: 'public, max-age=31536000, immutable', asked: 'no-cache' };

type Encoding = 'br' | 'gzip';

/** One file of the built client, in memory, with the brotli copy that the build wrote beside it; gzip is made once, when somebody first asks for it. */
class WebFile {
  readonly tag: string;
  private gzipped: Promise<Buffer> | null = null;

  constructor(readonly type: string, readonly cache: string, readonly bytes: Buffer, private readonly brotli: Buffer | null, private readonly isDense: boolean) {
    this.tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  }

  encodingFor(accepted: string | undefined): Encoding | null {
    if (this.isDense || this.bytes.length < 1024) return null;
    const wanted = (accepted ?? '').toLowerCase();
    return this.brotli !== null && /\bbr\b(?!\s*;\s*q=0(\.0*)?\b)/.test(wanted) ? 'br' : /\bgzip\b(?!\s*;\s*q=0(\.0*)?\b)/.test(wanted) ? 'gzip' : null;
  }

  async as(encoding: Encoding | null): Promise<Buffer> {
    if (encoding === 'br' && this.brotli !== null) return this.brotli;
    return encoding === null ? this.bytes : (this.gzipped ??= promisify(gzip)(this.bytes, { level: 9 }));
  }
}

function readFiles(directory: string): Map<string, WebFile> {
  const files = new Map<string, WebFile>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const extension = path.extname(entry.name);
    const type = types[extension];
    if (!entry.isFile() || type === undefined || entry.name === 'csp-hashes.json') continue;
    const file = path.join(entry.parentPath, entry.name);
    const at = `/${path.relative(directory, file).split(path.sep).join('/')}`;
    const brotli = existsSync(`${file}.br`) ? readFileSync(`${file}.br`) : null;
    files.set(at, new WebFile(type, at.startsWith('/assets/') ? kept.hashed : kept.asked, readFileSync(file), brotli, dense.has(extension)));
  }
  return files;
}

/**
 * Serves the built web client. Only files that were there at the start are served, so no path can leave the folder.
 * Any address that is not a file and not the api's is a page of the client, and gets index.html.
 */
export function webClient(directory: string): RequestHandler {
  const files = readFiles(directory);
  const index = files.get('/index.html');
  if (index === undefined) throw new Error('The folder of the web client has no index.html');
  return (request, response, next) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || apiPathOf(request.path) !== null) return next();
    const file = files.get(request.path) ?? (path.extname(request.path) === '' ? index : undefined);
    if (file === undefined) return next();
    void send(file, request, response).catch(next);
  };
}

async function send(file: WebFile, request: Request, response: Response): Promise<void> {
  response.setHeader('etag', file.tag).setHeader('cache-control', file.cache).setHeader('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === file.tag) {
    response.status(304).end();
    return;
  }
  const encoding = file.encodingFor(request.headers['accept-encoding']);
  const bytes = await file.as(encoding);
  response.setHeader('content-type', file.type).setHeader('content-length', bytes.length);
  if (encoding !== null) response.setHeader('content-encoding', encoding);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
