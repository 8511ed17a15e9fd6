import { Controller, Get, Header, Res } from '@nestjs/common';
import type { Response } from 'express';
import { collectDefaultMetrics, register } from 'prom-client';
import { HealthChecks, type Readiness } from './health.js';

/** For the supervisor, the load balancer and the operator. Says nothing about any person. */
@Controller()
export class HealthController {
  constructor(private readonly health: HealthChecks) {
    if (register.getSingleMetric('process_start_time_seconds') === undefined) collectDefaultMetrics();
  }

  /** The process runs and answers. Restart it when it does not. */
  @Get('health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The product as a whole is well: for the start, for operators and for alarms. */
  @Get('health/ready')
  ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    return this.answer(response, 'well');
  }

  /** This process can answer requests: for load balancers, which must not cut patients off because an engine is silent. */
  @Get('health/serving')
  serving(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    return this.answer(response, 'serving');
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }

  private async answer(response: Response, need: 'serving' | 'well'): Promise<Readiness> {
    const readiness = await this.health.readiness(need);
    response.status(readiness.status === 'ready' ? 200 : 503);
    return readiness;
  }
}
