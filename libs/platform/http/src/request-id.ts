import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';

const ids = new WeakMap<IncomingMessage, string>();

/** Gives every request an id of ours and tells it in the answer. An id that a client brings along is not believed. */
export function giveRequestId(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('x-request-id', requestIdOf(request));
  next();
}

/** The id that travels through audit rows, outbox messages, jobs and logs. */
export function requestIdOf(request: IncomingMessage): string {
  const id = ids.get(request) ?? randomUUID();
  ids.set(request, id);
  return id;
}

/** The short form that a person can read out to support. */
export const referenceOf = (requestId: string): string => requestId.slice(0, 8);
