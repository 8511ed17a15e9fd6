import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { isRefusal, type Actor, type Refusal } from '@evenkeel/kernel';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AddPasskey } from '../use-cases/add-passkey.js';
import { ChangePassword } from '../use-cases/change-password.js';
import { RemoveFactor } from '../use-cases/remove-factor.js';
import { RenewRecoveryCodes } from '../use-cases/renew-recovery-codes.js';
import { SetUpTotp } from '../use-cases/set-up-totp.js';
import { Replies, type Refused } from './replies.js';

const newPassword = z.object({ password: z.string().max(1024) });
const typed = z.object({ code: z.string().max(40) });
const made = z.object({ passkey: z.looseObject({ id: z.string().max(1400) }), label: z.string().max(400) });
const chosen = z.object({ id: z.string().max(40) });

/** How somebody signs in, changed by themselves. Each of these needs a proof that is at most five minutes old. */
@Controller('auth')
export class SecurityController {
  constructor(
    private readonly replies: Replies, private readonly changePassword: ChangePassword, private readonly totp: SetUpTotp,
    private readonly passkey: AddPasskey, private readonly remove: RemoveFactor, private readonly renew: RenewRecoveryCodes,
  ) {}

  @Post('password')
  @HttpCode(200)
  postPassword(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<unknown> {
    return this.answer(request, response, newPassword, body, async (actor, { password }) => done(await this.changePassword.run(actor, password)));
  }

  @Post('totp')
  @HttpCode(200)
  postTotp(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    return this.answer(request, response, z.unknown(), {}, (actor) => this.totp.offer(actor));
  }

  @Post('totp/confirm')
  @HttpCode(200)
  postTotpConfirm(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<unknown> {
    return this.answer(request, response, typed, body, (actor, { code }) => this.totp.run(actor, code, request.ip));
  }

  @Post('passkey/register/options')
  @HttpCode(200)
  postPasskeyOffer(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    return this.answer(request, response, z.unknown(), {}, async (actor) => {
      const options = await this.passkey.offer(actor);
      return isRefusal(options) ? options : { options };
    });
  }

  @Post('passkey/register')
  @HttpCode(200)
  postPasskey(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<unknown> {
    return this.answer(request, response, made, body, (actor, { passkey, label }) => this.passkey.run(actor, passkey, label));
  }

  @Post('factor/remove')
  @HttpCode(200)
  postRemove(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<unknown> {
    return this.answer(request, response, chosen, body, async (actor, { id }) => done(await this.remove.run(actor, id)));
  }

  @Post('recovery-codes')
  @HttpCode(200)
  postRecoveryCodes(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    return this.answer(request, response, z.unknown(), {}, async (actor) => {
      const codes = await this.renew.run(actor);
      return isRefusal(codes) ? codes : { recoveryCodes: codes };
    });
  }

  private async answer<Given>(request: Request, response: Response, shape: z.ZodType<Given>, body: unknown, act: (actor: Actor, given: Given) => Promise<object | Refusal>): Promise<object | Refused> {
    const actor = await this.replies.actorOf(request);
    if (actor === null) return this.replies.refuse(request, response, { code: 'signed-out' });
    const given = shape.safeParse(body);
    if (!given.success) return this.replies.refuse(request, response, { code: 'bad-request' });
    const result = await act(actor, given.data);
    return isRefusal(result) ? this.replies.refuse(request, response, result) : result;
  }
}

/** Whatever worked says no more than that. */
const done = (result: string | Refusal): object => (isRefusal(result) ? result : { done: true });
