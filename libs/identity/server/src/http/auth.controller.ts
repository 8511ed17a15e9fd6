import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { requestIdOf } from '@evenkeel/http';
import { isRefusal } from '@evenkeel/kernel';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Sessions } from '../sessions.js';
import { AskForPasskey, type PasskeyWish } from '../use-cases/ask-for-passkey.js';
import { DescribeSession } from '../use-cases/describe-session.js';
import { FinishSignIn } from '../use-cases/finish-sign-in.js';
import { IssueTicket } from '../use-cases/issue-ticket.js';
import { SignIn } from '../use-cases/sign-in.js';
import { SignInWithPasskey } from '../use-cases/sign-in-with-passkey.js';
import { SignOut } from '../use-cases/sign-out.js';
import { StepUp } from '../use-cases/step-up.js';
import { SwitchRole } from '../use-cases/switch-role.js';
import { Replies, type Refused, type SessionAnswer } from './replies.js';

const credentials = z.object({ email: z.string().max(320), password: z.string().max(1024) });
const code = z.string().max(40);
const passkey = z.looseObject({ id: z.string().max(1400) });
const token = z.string().max(64);
const secondStage = z.union([z.object({ token, code }), z.object({ token, passkey })]);
const wantedRole = z.object({ role: z.string().max(40) });
const asked = z.discriminatedUnion('for', [z.object({ for: z.literal('sign-in') }), z.object({ for: z.literal('second-factor'), token }), z.object({ for: z.literal('step-up') })]);
const proof = z.union([z.object({ passkey }), z.object({ password: z.string().max(1024), code: code.default('') })]);

type Next = { readonly session: null; readonly next: { readonly token: string; readonly methods: readonly string[] } };
const bad = { code: 'bad-request' };
const signedOut = { code: 'signed-out' };
const deviceOf = (request: Request): string => request.headers['user-agent'] ?? '';

/** Signing in and out is REST, outside GraphQL, so that no alias can multiply guesses. */
@Controller()
export class AuthController {
  constructor(
    private readonly sessions: Sessions, private readonly describe: DescribeSession, private readonly replies: Replies, private readonly signIn: SignIn,
    private readonly finish: FinishSignIn, private readonly askForPasskey: AskForPasskey, private readonly withPasskey: SignInWithPasskey,
    private readonly stepUp: StepUp, private readonly signOut: SignOut, private readonly switchRole: SwitchRole, private readonly issueTicket: IssueTicket,
  ) {}

  @Post('auth/sign-in')
  @HttpCode(200)
  async postSignIn(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<SessionAnswer | Next | Refused> {
    const given = credentials.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    const result = await this.signIn.run(requestIdOf(request), { ...given.data, address: request.ip, device: deviceOf(request) });
    if (isRefusal(result)) return this.replies.refuse(request, response, result);
    if (result.kind === 'second-factor-needed') return { session: null, next: { token: result.token, methods: result.methods } };
    return this.replies.admit(request, response, result);
  }

  @Post('auth/second-factor')
  @HttpCode(200)
  async postSecondFactor(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<SessionAnswer | Refused> {
    const given = secondStage.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    const { token: of, ...shown } = given.data;
    const result = await this.finish.run(requestIdOf(request), { token: of, shown, address: request.ip, device: deviceOf(request) });
    return isRefusal(result) ? this.replies.refuse(request, response, result) : this.replies.admit(request, response, result);
  }

  /** What a passkey has to sign. Before the sign-in it is the same for everybody and names nobody. */
  @Post('auth/passkey/options')
  @HttpCode(200)
  async postPasskeyOptions(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<{ options: unknown } | Refused> {
    const given = asked.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    let wish: PasskeyWish;
    if (given.data.for === 'step-up') {
      const actor = await this.replies.actorOf(request);
      if (actor === null) return this.replies.refuse(request, response, signedOut);
      wish = { for: 'step-up', actor };
    } else wish = given.data;
    const options = await this.askForPasskey.run(requestIdOf(request), wish);
    return isRefusal(options) ? this.replies.refuse(request, response, options) : { options };
  }

  @Post('auth/passkey/sign-in')
  @HttpCode(200)
  async postPasskeySignIn(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<SessionAnswer | Refused> {
    const given = z.object({ passkey }).safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    const result = await this.withPasskey.run(requestIdOf(request), given.data.passkey, deviceOf(request));
    return isRefusal(result) ? this.replies.refuse(request, response, result) : this.replies.admit(request, response, result);
  }

  @Post('auth/step-up')
  @HttpCode(200)
  async postStepUp(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<SessionAnswer | Refused> {
    const actor = await this.replies.actorOf(request);
    if (actor === null) return this.replies.refuse(request, response, signedOut);
    const given = proof.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    const result = await this.stepUp.run(actor, given.data, request.ip);
    return isRefusal(result) ? this.replies.refuse(request, response, result) : this.replies.admit(request, response, result);
  }

  @Post('auth/sign-out')
  @HttpCode(204)
  async postSignOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const actor = await this.replies.actorOf(request);
    if (actor !== null) await this.signOut.run(actor);
    // Pages and answers that the browser kept, its memory of the last page included. Not "storage": answers that nobody
    // has yet are on the device, and signing out must not lose them. Not "cookies": other realms have their own.
    response.setHeader('clear-site-data', '"cache"');
    this.replies.dismiss(response);
  }

  @Get('auth/session')
  async getSession(@Req() request: Request): Promise<SessionAnswer> {
    const actor = await this.replies.actorOf(request);
    return { session: actor === null ? null : await this.describe.run(actor) };
  }

  @Post('auth/role')
  @HttpCode(200)
  async postRole(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<SessionAnswer | Refused> {
    const actor = await this.replies.actorOf(request);
    if (actor === null) return this.replies.refuse(request, response, signedOut);
    const given = wantedRole.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, bad);
    const result = await this.switchRole.run(actor, given.data.role);
    return isRefusal(result) ? this.replies.refuse(request, response, result) : this.replies.admit(request, response, result);
  }

  @Post('realtime/ticket')
  @HttpCode(200)
  async postTicket(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<{ ticket: string } | Refused> {
    const actor = (await this.sessions.identify(request))?.actor;
    if (actor === undefined) return this.replies.refuse(request, response, signedOut);
    return { ticket: await this.issueTicket.run(actor) };
  }
}
