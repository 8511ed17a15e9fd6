import { Global, Module } from '@nestjs/common';
import { Authenticator } from '@evenkeel/http';
import { ViewerResolver } from './graphql/viewer.resolver.js';
import { AuthController } from './http/auth.controller.js';
import { Sessions } from './sessions.js';
import { AccountStore } from './store/account.store.js';
import { AttemptStore } from './store/attempt.store.js';
import { OrganisationReader } from './store/organisation.reader.js';
import { PatientReader } from './store/patient.reader.js';
import { PeopleReader } from './store/people.reader.js';
import { SessionStore } from './store/session.store.js';
import { TicketStore } from './store/ticket.store.js';
import { DescribeSession } from './use-cases/describe-session.js';
import { IssueTicket } from './use-cases/issue-ticket.js';
import { RedeemTicket } from './use-cases/redeem-ticket.js';
import { SetLanguage } from './use-cases/set-language.js';
import { SignIn } from './use-cases/sign-in.js';
import { SignOut } from './use-cases/sign-out.js';
import { SwitchRole } from './use-cases/switch-role.js';

const shared = [OrganisationReader, PatientReader, PeopleReader, RedeemTicket, Sessions];

/** Global, because every endpoint has to ask who is there. Controllers and resolvers are inert without an http server. */
@Global()
@Module({
  controllers: [AuthController],
  providers: [
    ...shared, { provide: Authenticator, useExisting: Sessions }, AccountStore, AttemptStore, SessionStore, TicketStore,
    DescribeSession, IssueTicket, SetLanguage, SignIn, SignOut, SwitchRole, ViewerResolver,
  ],
  exports: [...shared, Authenticator],
})
export class IdentityModule {}
