import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { apiPathOf } from './paths.js';

/** Hashes of the inline scripts and styles that the built page has, as the build wrote them down. */
export interface PageHashes {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

const hash = z.string().regex(/^sha(256|384|512)-[A-Za-z0-9+/=]+$/);
const hashesFile = z.object({ scripts: z.array(hash), styles: z.array(hash).default([]) });

/** Reads `csp-hashes.json` beside the built page. Throws when it is missing or odd: the page would not run. */
export function readPageHashes(webDirectory: string | undefined): PageHashes {
  if (webDirectory === undefined) return { scripts: [], styles: [] };
  return hashesFile.parse(JSON.parse(readFileSync(path.join(webDirectory, 'csp-hashes.json'), 'utf8')));
}

const quoted = (hashes: readonly string[]): string[] => hashes.map((each) => `'${each}'`);

/**
 * The headers of every answer. The golden file beside the spec is the list to review. Nothing unsafe is allowed:
 * an inline script or style runs only when its hash is known.
 * @param secure whether people reach us by https; plain http is for the loopback
 */
export function securityHeaders(hashes: PageHashes, secure: boolean): RequestHandler {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...quoted(hashes.scripts)],
        styleSrc: ["'self'", ...quoted(hashes.styles)],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // Same-origin rather than none: a form of ours must still be able to prove where it came from.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
  });
  return (request, response, next) => protect(request, response, (error?: unknown) => {
    response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    next(error);
  });
}

/** Answers of the api are about somebody: no cache on the way or on the device may keep them. */
export function neverStore(request: Request, response: Response, next: NextFunction): void {
  if (apiPathOf(request.path) !== null) response.setHeader('cache-control', 'no-store');
  next();
}
