import { Injectable } from '@nestjs/common';
import { mailInvitation, mailNotice, mailReset } from '@evenkeel/identity-server';
import { asId, type SystemActor } from '@evenkeel/kernel';
import { handle, type HandlerSet, type JobHandler } from '@evenkeel/queue';
import { SendAccountMail } from './use-cases/send-account-mail.js';

/** What the worker mails for identity. Inert in every other process. */
@Injectable()
export class AccountMailHandlers implements HandlerSet {
  constructor(private readonly mail: SendAccountMail) {}

  handlers(): readonly JobHandler[] {
    return [
      handle(mailInvitation, async ({ invitationId }, requestId) => { await this.mail.invite(as(mailInvitation.id, requestId), asId('Invitation', invitationId)); }),
      handle(mailReset, async ({ resetId }, requestId) => { await this.mail.reset(as(mailReset.id, requestId), asId('PasswordReset', resetId)); }),
      handle(mailNotice, async ({ accountId, noticeId }, requestId) => { await this.mail.notice(as(mailNotice.id, requestId), asId('Account', accountId), noticeId); }),
    ];
  }
}

const as = (name: string, requestId: string): SystemActor => ({ kind: 'system', name, requestId });
