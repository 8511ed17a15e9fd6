import { Injectable } from '@nestjs/common';
import { asId } from '@evenkeel/kernel';
import { handle, type HandlerSet, type JobHandler } from '@evenkeel/queue';
import { promptCheckIn } from './jobs.js';
import { SendCheckInPrompt } from './use-cases/send-check-in-prompt.js';

/** What the worker does for this scope. Inert in every other process. */
@Injectable()
export class CheckInHandlers implements HandlerSet {
  constructor(private readonly prompt: SendCheckInPrompt) {}

  handlers(): readonly JobHandler[] {
    return [
      handle(promptCheckIn, async ({ checkInId }, requestId) => {
        await this.prompt.run({ kind: 'system', name: promptCheckIn.id, requestId }, asId('CheckIn', checkInId));
      }),
    ];
  }
}
