import { Injectable } from '@nestjs/common';
import { handle, type HandlerSet, type JobHandler } from '@evenkeel/queue';
import { tellBlocked, tellEmergency } from './jobs.js';
import { TellEmergency } from './use-cases/tell-emergency.js';

/** What the worker does for this scope. Inert in every other process. */
@Injectable()
export class CareTeamHandlers implements HandlerSet {
  constructor(private readonly tell: TellEmergency) {}

  handlers(): readonly JobHandler[] {
    return [
      handle(tellEmergency, ({ breakGlassId }, requestId) => this.tell.run({ kind: 'system', name: tellEmergency.id, requestId }, breakGlassId)),
      handle(tellBlocked, ({ organisationId, about }, requestId) => this.tell.blocked({ kind: 'system', name: tellBlocked.id, requestId }, organisationId, about)),
    ];
  }
}
