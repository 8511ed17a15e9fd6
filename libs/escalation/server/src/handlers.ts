import { Injectable } from '@nestjs/common';
import { memberLeft } from '@evenkeel/care-team-server';
import { asId } from '@evenkeel/kernel';
import { handle, type HandlerSet, type JobHandler } from '@evenkeel/queue';
import { ReleaseResponder } from './use-cases/release-responder.js';

/** What the worker does for this scope with news from the scopes above. Inert in every other process. */
@Injectable()
export class EscalationHandlers implements HandlerSet {
  constructor(private readonly release: ReleaseResponder) {}

  handlers(): readonly JobHandler[] {
    return [
      handle(memberLeft, async ({ patientId, accountId }, requestId) => {
        await this.release.run({ kind: 'system', name: memberLeft.id, requestId }, asId('Patient', patientId), asId('Account', accountId));
      }),
    ];
  }
}
