import './language.js';
import { Global, Module } from '@nestjs/common';
import { PeerAuthenticator } from '@evenkeel/http';
import { PeerAuthController } from './http/peer-auth.controller.js';
import { PeerSessions } from './peer-sessions.js';
import { PersonaGate } from './persona-gate.js';
import { PeerSessionStore } from './store/session.store.js';
import { Enter } from './use-cases/enter.js';
import { ForgetSessions } from './use-cases/forget-sessions.js';
import { IssueSocketTicket } from './use-cases/issue-socket-ticket.js';
import { Leave } from './use-cases/leave.js';

/** Who is inside. Global, because the endpoint and the sockets of the realm have to ask. */
@Global()
@Module({
  controllers: [PeerAuthController],
  providers: [PeerSessions, { provide: PeerAuthenticator, useExisting: PeerSessions }, PersonaGate, PeerSessionStore, Enter, ForgetSessions, IssueSocketTicket, Leave],
  exports: [PeerAuthenticator, PersonaGate, ForgetSessions],
})
export class PeerSessionsModule {}
