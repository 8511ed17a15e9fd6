import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { type PeerVisitor, requestIdOf, setCookie } from '@evenkeel/http';
import { isRefusal, type PeerPart } from '@evenkeel/kernel';
import { type Language, preferredLanguage, sayRefusal } from '@evenkeel/language';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { PeerSessions } from '../peer-sessions.js';
import { Enter } from '../use-cases/enter.js';
import { IssueSocketTicket } from '../use-cases/issue-socket-ticket.js';
import { Leave } from '../use-cases/leave.js';
import { cookieOf } from './cookie.js';

const entry = z.object({ ticket: z.string().max(200) });

/** What a page may know of its session: as what it came in, and in which language. */
interface PeerSessionView {
  readonly part: PeerPart;
  readonly language: Language;
}
interface Answer {
  readonly session: PeerSessionView | null;
}
interface Refused {
  readonly code: string;
  readonly message: string;
}

/** The inner side of the door between the realms. It knows tickets and cookies of its own and no account. */
@Controller('peer')
export class PeerAuthController {
  constructor(
    @Inject(CONFIG) private readonly config: Config, private readonly sessions: PeerSessions,
    private readonly enter: Enter, private readonly leave: Leave, private readonly issueTicket: IssueSocketTicket,
  ) {}

  @Post('auth/enter')
  @HttpCode(200)
  async postEnter(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<Answer | Refused> {
    const given = entry.safeParse(body);
    if (!given.success) return refuse(request, response, 400, 'bad-request');
    const entered = await this.enter.run(requestIdOf(request), given.data.ticket);
    if (isRefusal(entered)) return refuse(request, response, 401, entered.code);
    const visitor = await this.sessions.visitorOf(entered.token, requestIdOf(request));
    if (visitor === null) throw new Error('A session that was just opened is not alive');
    response.setHeader('set-cookie', setCookie(cookieOf(this.config.BASE_URL), entered.token));
    return { session: viewOf(visitor) };
  }

  @Post('auth/leave')
  @HttpCode(204)
  async postLeave(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const visitor = await this.sessions.identify(request);
    if (visitor !== null) await this.leave.run(visitor.actor);
    response.setHeader('set-cookie', setCookie(cookieOf(this.config.BASE_URL), null));
  }

  @Get('auth/session')
  async getSession(@Req() request: Request): Promise<Answer> {
    const visitor = await this.sessions.identify(request);
    return { session: visitor === null ? null : viewOf(visitor) };
  }

  @Post('realtime/ticket')
  @HttpCode(200)
  async postTicket(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<{ ticket: string } | Refused> {
    const visitor = await this.sessions.identify(request);
    if (visitor === null) return refuse(request, response, 401, 'signed-out');
    return { ticket: await this.issueTicket.run(visitor.actor) };
  }
}

const viewOf = ({ actor, language }: PeerVisitor): PeerSessionView => ({ part: actor.part, language });

function refuse(request: Request, response: Response, status: number, code: string): Refused {
  response.status(status);
  return { code, message: sayRefusal(preferredLanguage(request.headers['accept-language']), { code, facts: {} }) };
}
