import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { requestIdOf } from '@evenkeel/http';
import { isRefusal, type Actor } from '@evenkeel/kernel';
import { preferredLanguage, sayRefusal } from '@evenkeel/language';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { SessionView } from '../session-view.js';
import { Sessions } from '../sessions.js';
import { DescribeSession } from '../use-cases/describe-session.js';
import { IssueTicket } from '../use-cases/issue-ticket.js';
import { SignIn, type SignedIn } from '../use-cases/sign-in.js';
import { SignOut } from '../use-cases/sign-out.js';
import { SwitchRole } from '../use-cases/switch-role.js';
import { setCookie } from './cookie.js';

const credentials = z.object({ email: z.string().max(320), password: z.string().max(1024) });
const wantedRole = z.object({ role: z.string().max(40) });

interface Answer {
  readonly session: SessionView | null;
}
interface Refused {
  readonly code: string;
  readonly message: string;
}

/** Signing in and out is REST, outside GraphQL, so that no alias can multiply guesses. */
@Controller()
export class AuthController {
  constructor(
    @Inject(CONFIG) private readonly config: Config, private readonly sessions: Sessions, private readonly describe: DescribeSession,
    private readonly signIn: SignIn, private readonly signOut: SignOut, private readonly switchRole: SwitchRole, private readonly issueTicket: IssueTicket,
  ) {}

  @Post('auth/sign-in')
  @HttpCode(200)
  async postSignIn(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<Answer | Refused> {
    const given = credentials.safeParse(body);
    if (!given.success) return this.refuse(request, response, 400, 'bad-request');
    const result = await this.signIn.run(requestIdOf(request), { ...given.data, address: request.ip, device: request.headers['user-agent'] ?? '' });
    if (isRefusal(result)) return this.refuse(request, response, result.code === 'too-many-attempts' ? 429 : 401, result.code);
    return this.admit(request, response, result);
  }

  @Post('auth/sign-out')
  @HttpCode(204)
  async postSignOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const visitor = await this.sessions.identify(request);
    if (visitor !== null) await this.signOut.run(visitor.actor);
    response.setHeader('set-cookie', setCookie(this.config.BASE_URL, null, 0));
  }

  @Get('auth/session')
  async getSession(@Req() request: Request): Promise<Answer> {
    const visitor = await this.sessions.identify(request);
    return { session: visitor === null ? null : await this.describe.run(visitor.actor) };
  }

  @Post('auth/role')
  @HttpCode(200)
  async postRole(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<Answer | Refused> {
    const actor = await this.actorOf(request);
    if (actor === null) return this.refuse(request, response, 401, 'signed-out');
    const given = wantedRole.safeParse(body);
    if (!given.success) return this.refuse(request, response, 400, 'bad-request');
    const result = await this.switchRole.run(actor, given.data.role);
    if (isRefusal(result)) return this.refuse(request, response, 403, result.code);
    return this.admit(request, response, result);
  }

  @Post('realtime/ticket')
  @HttpCode(200)
  async postTicket(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<{ ticket: string } | Refused> {
    const actor = await this.actorOf(request);
    if (actor === null) return this.refuse(request, response, 401, 'signed-out');
    return { ticket: await this.issueTicket.run(actor) };
  }

  private async actorOf(request: Request): Promise<Actor | null> {
    return (await this.sessions.identify(request))?.actor ?? null;
  }

  private async admit(request: Request, response: Response, { token, lifetime }: SignedIn): Promise<Answer> {
    const visitor = await this.sessions.visitorOf(token, requestIdOf(request));
    if (visitor === null) throw new Error('A session that was just opened is not alive');
    response.setHeader('set-cookie', setCookie(this.config.BASE_URL, token, lifetime));
    return { session: await this.describe.run(visitor.actor) };
  }

  private refuse(request: Request, response: Response, status: number, code: string): Refused {
    response.status(status);
    return { code, message: sayRefusal(preferredLanguage(request.headers['accept-language']), { code, facts: {} }) };
  }
}
