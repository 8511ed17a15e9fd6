import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Authenticator } from '@evenkeel/http';
import { type GroupId, isId, isRefusal, type Refusal } from '@evenkeel/kernel';
import type { Visitor } from '@evenkeel/http';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Community } from '../store/vault.store.js';
import { EnterPeerRealm } from '../use-cases/enter-peer-realm.js';
import { ListGroups } from '../use-cases/list-groups.js';
import { refused, type Refused } from './refused.js';

const id = z.string().refine(isId);
const entering = z.object({ groupId: id.nullish() });

/** The outer side of the door between the realms, asked with the clinical cookie. What goes through it is a ticket. */
@Controller('peer-entry')
export class PeerEntryController {
  constructor(
    private readonly authenticator: Authenticator, private readonly groups: ListGroups, private readonly enter: EnterPeerRealm,
  ) {}

  /** The community with its groups, or null where there is none. For patients and moderators. */
  @Post('groups')
  @HttpCode(200)
  async postGroups(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<{ community: Community | null } | Refused> {
    const visitor = await this.authenticator.identify(request);
    if (visitor === null) return refused(request, response, 401, 'signed-out');
    if (!['patient', 'moderator'].includes(visitor.actor.role)) return refused(request, response, 403, 'not-allowed');
    return { community: await this.groups.run(visitor.actor) };
  }

  /** A ticket of one minute for `POST /peer/auth/enter`. A patient names a group, a moderator none. */
  @Post('enter')
  @HttpCode(200)
  async postEnter(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: unknown): Promise<{ ticket: string } | Refused> {
    return this.with(request, response, entering.safeParse(body), ({ actor, language }, given) => this.enter.run(actor, (given.groupId ?? null) as GroupId | null, language));
  }

  private async with<Given, Done extends object>(
    request: Request, response: Response, given: { success: true; data: Given } | { success: false },
    work: (visitor: Visitor, given: Given) => Promise<Done | Refusal>,
  ): Promise<Done | Refused> {
    const visitor = await this.authenticator.identify(request);
    if (visitor === null) return refused(request, response, 401, 'signed-out');
    if (!given.success) return refused(request, response, 400, 'bad-request');
    const done = await work(visitor, given.data);
    return isRefusal(done) ? refused(request, response, 403, done.code, visitor.language) : (done as Done);
  }
}
