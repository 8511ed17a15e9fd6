import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { requestIdOf } from '@evenkeel/http';
import type { Request, Response } from 'express';
import { AcknowledgeByLink, type LinkState, type LinkView } from '../use-cases/acknowledge-by-link.js';
import { ackPage, ackPagePolicy } from './ack-page.js';

const statusOf: Readonly<Record<LinkState, number>> = {
  ask: 200, acknowledged: 200, 'held-by-other': 200, closed: 200, expired: 410, refused: 403, unknown: 404,
};

/** The link of an e-mail. Opening it shows a page and does nothing; only the button on the page acknowledges. */
@Controller('ack')
export class AckController {
  constructor(private readonly links: AcknowledgeByLink, @Inject(CONFIG) private readonly config: Config) {}

  @Get(':token')
  async show(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.answer(response, await this.links.look(token, requestIdOf(request)));
  }

  @Post(':token')
  async acknowledge(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.answer(response, await this.links.run(token, requestIdOf(request)));
  }

  private answer(response: Response, view: LinkView): void {
    response.status(statusOf[view.state]).setHeader('content-security-policy', ackPagePolicy).setHeader('cache-control', 'no-store')
      .type('html').send(ackPage(view, this.config.BASE_URL));
  }
}
