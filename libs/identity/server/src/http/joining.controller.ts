import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { requestIdOf } from '@evenkeel/http';
import { isRefusal } from '@evenkeel/kernel';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { SessionView } from '../session-view.js';
import { AcceptInvitation } from '../use-cases/accept-invitation.js';
import { DescribeSession } from '../use-cases/describe-session.js';
import { LookAtInvitation, type InvitationView } from '../use-cases/look-at-invitation.js';
import { RegisterByInvitation } from '../use-cases/register-by-invitation.js';
import { RequestPasswordReset } from '../use-cases/request-password-reset.js';
import { ResetPassword } from '../use-cases/reset-password.js';
import { Replies, type Refused } from './replies.js';

const token = z.string().max(64);
const link = z.object({ token });
const registration = z.object({ token, name: z.string().max(400), password: z.string().max(1024), language: z.enum(['en', 'es']) });
const address = z.object({ email: z.string().min(1).max(320) });
const fresh = z.object({ token, password: z.string().max(1024) });
const bad = { code: 'bad-request' };

/** Ways in by a link from a mail. The token comes in the body, never in an address, and nothing here tells whether an address is known. */
@Controller('auth')
export class JoiningController {
  constructor(
    private readonly replies: Replies, private readonly look: LookAtInvitation, private readonly register: RegisterByInvitation, private readonly accept: AcceptInvitation,
    private readonly requestReset: RequestPasswordReset, private readonly reset: ResetPassword, private readonly describe: DescribeSession,
  ) {}

  @Post('invitation')
  @HttpCode(200)
  async postLook(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<{ invitation: InvitationView } | Refused> {
    const given = link.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    const invitation = await this.look.run(requestIdOf(request), given.data.token);
    return isRefusal(invitation) ? this.replies.refuse(request, response, invitation) : { invitation };
  }

  @Post('invitation/register')
  @HttpCode(200)
  async postRegister(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<{ next: 'sign-in' } | Refused> {
    const given = registration.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    const result = await this.register.run(requestIdOf(request), given.data);
    return isRefusal(result) ? this.replies.refuse(request, response, result) : { next: 'sign-in' };
  }

  /** For whoever is signed in. The answer names the roles that they can act in now. */
  @Post('invitation/accept')
  @HttpCode(200)
  async postAccept(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<{ session: SessionView } | Refused> {
    const actor = await this.replies.actorOf(request);
    if (actor === null) return this.replies.refuse(request, response, { code: 'signed-out' });
    const given = link.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    const result = await this.accept.run(actor, given.data.token);
    return isRefusal(result) ? this.replies.refuse(request, response, result) : { session: await this.describe.run(actor) };
  }

  @Post('reset')
  @HttpCode(200)
  async postReset(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<object | Refused> {
    const given = address.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    const result = await this.requestReset.run(requestIdOf(request), given.data.email, request.ip);
    return isRefusal(result) ? this.replies.refuse(request, response, result) : {};
  }

  @Post('reset/complete')
  @HttpCode(200)
  async postResetComplete(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<object | Refused> {
    const given = fresh.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    const result = await this.reset.run(requestIdOf(request), given.data.token, given.data.password);
    return isRefusal(result) ? this.replies.refuse(request, response, result) : {};
  }
}
