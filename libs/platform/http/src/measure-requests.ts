import type { RequestHandler } from 'express';
import { Histogram, register } from 'prom-client';
import { apiPathOf } from './paths.js';

const name = 'evenkeel_http_request_seconds';

/** Made once per process, however many applications a test starts. */
function histogram(): Histogram<'method' | 'path' | 'status'> {
  const known = register.getSingleMetric(name);
  if (known instanceof Histogram) return known;
  return new Histogram({
    name, help: 'Time from a request to the end of its answer', labelNames: ['method', 'path', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  });
}

/** Counts and times requests by the first part of their path; whatever is not the api's is a page. */
export function measureRequests(): RequestHandler {
  const seconds = histogram();
  return (request, response, next) => {
    const end = seconds.startTimer();
    response.on('finish', () => end({ method: request.method, path: apiPathOf(request.path) ?? 'page', status: response.statusCode }));
    next();
  };
}
