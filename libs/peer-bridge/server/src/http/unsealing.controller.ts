import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Authenticator, type Visitor } from '@evenkeel/http';
import { isId, isRefusal, type Refusal } from '@evenkeel/kernel';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { SafetyDesk } from '@evenkeel/care-team-rules';
import { ReadSafetyDesk } from '../use-cases/read-safety-desk.js';
import { type Unsealed, UnsealPersona } from '../use-cases/unseal-persona.js';
import { refused, type Refused } from './refused.js';

const id = z.string().refine(isId);
const asking = z.object({ post: z.string().max(100), danger: z.string().max(20), reason: z.string().max(2000) });
const naming = z.object({ id });

/** Leading a persona back to a person: the safety desk, asking, the second person's decision, and the hour. Clinical cookie. */
@Controller('peer-entry/unsealings')
export class UnsealingController {
  constructor(private readonly authenticator: Authenticator, private readonly desk: ReadSafetyDesk, private readonly unseal: UnsealPersona) {}

  /** Posts and requests. By POST, like everything else here: an address that can be opened is an address that can be left open. */
  @Post('desk')
  @HttpCode(200)
  async postDesk(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<SafetyDesk | Refused> {
    return this.with(request, response, { success: true, data: null }, ({ actor }) => this.desk.run(actor));
  }

  @Post()
  @HttpCode(200)
  async postAsk(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<{ id: string } | Refused> {
    return this.with(request, response, asking.safeParse(body), ({ actor }, given) => this.unseal.ask(actor, given));
  }

  @Post('agree')
  @HttpCode(200)
  async postAgree(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<{ id: string } | Refused> {
    return this.with(request, response, naming.safeParse(body), ({ actor }, given) => this.unseal.agree(actor, given.id));
  }

  @Post('decline')
  @HttpCode(200)
  async postDecline(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<{ id: string } | Refused> {
    return this.with(request, response, naming.safeParse(body), ({ actor }, given) => this.unseal.decline(actor, given.id));
  }

  @Post('look')
  @HttpCode(200)
  async postLook(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<Unsealed | Refused> {
    return this.with(request, response, naming.safeParse(body), ({ actor }, given) => this.unseal.look(actor, given.id));
  }

  @Post('end')
  @HttpCode(200)
  async postEnd(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<{ id: string } | Refused> {
    return this.with(request, response, naming.safeParse(body), ({ actor }, given) => this.unseal.end(actor, given.id));
  }

  private async with<Given, Done extends object>(
    request: Request, response: Response, given: { success: true; data: Given } | { success: false },
    work: (visitor: Visitor, given: Given) => Promise<Done | Refusal>,
  ): Promise<Done | Refused> {
    const visitor = await this.authenticator.identify(request);
    if (visitor === null) return refused(request, response, 401, 'signed-out');
    if (!given.success) return refused(request, response, 400, 'bad-request');
    const done = await work(visitor, given.data);
    return isRefusal(done) ? refused(request, response, 403, done.code, visitor.language, done.field) : (done as Done);
  }
}
