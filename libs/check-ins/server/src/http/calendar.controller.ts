import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { requestIdOf } from '@evenkeel/http';
import type { Request, Response } from 'express';
import { FetchCalendar } from '../use-cases/fetch-calendar.js';

/** What a calendar fetches without signing in: the address is the key. Whether it was never good or is not any more, the answer is the same. */
@Controller('calendar')
export class CalendarController {
  constructor(private readonly calendar: FetchCalendar) {}

  @Get(':file')
  async show(@Param('file') file: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const answer = await this.calendar.run(/^(.+)\.ics$/.exec(file)?.[1] ?? '', requestIdOf(request));
    response.setHeader('cache-control', 'no-store').setHeader('x-robots-tag', 'noindex');
    if (answer === 'unknown') response.status(404).type('text/plain').send('Not found');
    else if (answer === 'too-often') response.status(429).setHeader('retry-after', '3600').type('text/plain').send('Too many requests');
    else response.status(200).type('text/calendar; charset=utf-8').send(answer);
  }
}
