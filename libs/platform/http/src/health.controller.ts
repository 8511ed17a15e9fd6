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

  /** Everything it leans on answers as well. Send it no requests while it does not. */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.health.readiness();
    response.status(readiness.status === 'ready' ? 200 : 503);
    return readiness;
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}
