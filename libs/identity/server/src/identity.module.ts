import { Global, Module } from '@nestjs/common';
import { Authenticator } from '@evenkeel/http';
import { AccountChanges } from './account-changes.js';
import { InvitationsResolver } from './graphql/invitations.resolver.js';
import { SecurityResolver } from './graphql/security.resolver.js';
import { StaffResolver } from './graphql/staff.resolver.js';
import { ViewerResolver } from './graphql/viewer.resolver.js';
import { Guesses } from './guesses.js';
import { AuthController } from './http/auth.controller.js';
import { JoiningController } from './http/joining.controller.js';
import { Replies } from './http/replies.js';
import { SecurityController } from './http/security.controller.js';
import { InvitationEffects } from './invitation-effects.js';
import './language.js';
import { AccountLinks } from './links.js';
import { Passkeys } from './passkeys.js';
import { SecondFactors } from './second-factors.js';
import { SessionOpener } from './session-opener.js';
import { Sessions } from './sessions.js';
import { AccountStore } from './store/account.store.js';
import { AttemptStore } from './store/attempt.store.js';
import { CeremonyStore } from './store/ceremony.store.js';
import { CredentialStore } from './store/credential.store.js';
import { FactorResetStore } from './store/factor-reset.store.js';
import { InvitationStore } from './store/invitation.store.js';
import { JoiningStore } from './store/joining.store.js';
import { OrganisationReader } from './store/organisation.reader.js';
import { OrganisationStore } from './store/organisation.store.js';
import { PatientReader } from './store/patient.reader.js';
import { PeopleReader } from './store/people.reader.js';
import { ResetStore } from './store/reset.store.js';
import { SessionStore } from './store/session.store.js';
import { TicketStore } from './store/ticket.store.js';
import { AcceptInvitation } from './use-cases/accept-invitation.js';
import { AddPasskey } from './use-cases/add-passkey.js';
import { AskForPasskey } from './use-cases/ask-for-passkey.js';
import { ChangePassword } from './use-cases/change-password.js';
import { DescribeSecurity } from './use-cases/describe-security.js';
import { DescribeSession } from './use-cases/describe-session.js';
import { EndSessions } from './use-cases/end-sessions.js';
import { FinishSignIn } from './use-cases/finish-sign-in.js';
import { Invite } from './use-cases/invite.js';
import { IssueTicket } from './use-cases/issue-ticket.js';
import { LookAtInvitation } from './use-cases/look-at-invitation.js';
import { RedeemTicket } from './use-cases/redeem-ticket.js';
import { RegisterByInvitation } from './use-cases/register-by-invitation.js';
import { RemoveFactor } from './use-cases/remove-factor.js';
import { RenewRecoveryCodes } from './use-cases/renew-recovery-codes.js';
import { RequestPasswordReset } from './use-cases/request-password-reset.js';
import { RequireSecondFactor } from './use-cases/require-second-factor.js';
import { ResetFactors } from './use-cases/reset-factors.js';
import { ResetPassword } from './use-cases/reset-password.js';
import { RevokeInvitation } from './use-cases/revoke-invitation.js';
import { SetLanguage } from './use-cases/set-language.js';
import { SetUpTotp } from './use-cases/set-up-totp.js';
import { SignInWithPasskey } from './use-cases/sign-in-with-passkey.js';
import { SignIn } from './use-cases/sign-in.js';
import { SignOut } from './use-cases/sign-out.js';
import { StepUp } from './use-cases/step-up.js';
import { SwitchRole } from './use-cases/switch-role.js';

const shared = [AccountLinks, AcceptInvitation, InvitationEffects, InvitationStore, Invite, OrganisationReader, PatientReader, PeopleReader, RedeemTicket, ResetStore, RevokeInvitation, Sessions];
const stores = [AccountStore, AttemptStore, CeremonyStore, CredentialStore, FactorResetStore, JoiningStore, OrganisationStore, SessionStore, TicketStore];
const signingIn = [AskForPasskey, DescribeSession, FinishSignIn, Guesses, IssueTicket, Passkeys, Replies, SecondFactors, SessionOpener, SetLanguage, SignIn, SignInWithPasskey, SignOut, StepUp, SwitchRole];
const account = [AccountChanges, AddPasskey, ChangePassword, DescribeSecurity, EndSessions, LookAtInvitation, RegisterByInvitation, RemoveFactor, RenewRecoveryCodes, RequestPasswordReset, RequireSecondFactor, ResetFactors, ResetPassword, SetUpTotp];

/** Global, because every endpoint has to ask who is there. Controllers and resolvers are inert without an http server. */
@Global()
@Module({
  controllers: [AuthController, JoiningController, SecurityController],
  providers: [
    ...shared, { provide: Authenticator, useExisting: Sessions }, ...stores, ...signingIn, ...account, ViewerResolver, SecurityResolver, InvitationsResolver, StaffResolver,
  ],
  exports: [...shared, Authenticator],
})
export class IdentityModule {}
