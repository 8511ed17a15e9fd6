import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { requestIdOf, setCookie } from '@evenkeel/http';
import type { Actor, Refusal } from '@evenkeel/kernel';
import { preferredLanguage, sayRefusal } from '@evenkeel/language';
import type { Request, Response } from 'express';
import type { SessionView } from '../session-view.js';
import type { SignedIn } from '../session-opener.js';
import { Sessions } from '../sessions.js';
import { DescribeSession } from '../use-cases/describe-session.js';
import { cookieOf } from './cookie.js';

export interface SessionAnswer {
  readonly session: SessionView | null;
}

export interface Refused {
  readonly code: string;
  readonly message: string;
  /** The field of the form that has to change, when it is one. */
  readonly field?: string;
}

const statuses: Readonly<Record<string, number>> = {
  'bad-request': 400, 'sign-in-failed': 401, 'signed-out': 401, 'second-factor-failed': 401, 'step-over': 401, 'passkey-failed': 401,
  'not-allowed': 403, 'step-up-needed': 403, 'not-found': 404, 'invitation-over': 404, 'reset-over': 404, 'too-many-attempts': 429,
};

/** What every address of signing in answers with: a session in a fresh cookie, or a refusal in the person's language. */
@Injectable()
export class Replies {
  constructor(@Inject(CONFIG) private readonly config: Config, private readonly sessions: Sessions, private readonly describe: DescribeSession) {}

  /** Sets the cookie of a session that was opened, or given a new token, a moment ago. */
  async admit(request: Request, response: Response, { token, lifetime }: SignedIn): Promise<SessionAnswer> {
    const visitor = await this.sessions.visitorOf(token, requestIdOf(request));
    if (visitor === null) throw new Error('A session that was just opened is not alive');
    response.setHeader('set-cookie', setCookie(cookieOf(this.config.BASE_URL), token, lifetime));
    return { session: await this.describe.run(visitor.actor) };
  }

  /** Takes the cookie away. */
  dismiss(response: Response): void {
    response.setHeader('set-cookie', setCookie(cookieOf(this.config.BASE_URL), null));
  }

  refuse(request: Request, response: Response, { code, field = null, facts = {} }: Pick<Refusal, 'code'> & Partial<Refusal>): Refused {
    response.status(statuses[code] ?? 422);
    return { code, message: sayRefusal(preferredLanguage(request.headers['accept-language']), { code, facts }), ...(field === null ? {} : { field }) };
  }

  /** Who asks, also while all they can do is to set up a second factor. */
  async actorOf(request: Request): Promise<Actor | null> {
    return (await this.sessions.atTheDoor(request))?.actor ?? null;
  }
}
