import { Global, Module } from '@nestjs/common';
import { EscalationModule } from '@evenkeel/escalation-server';
import { PersonaNames } from '@evenkeel/kernel';
import { NotificationsModule } from '@evenkeel/notifications-server';
import { BridgeKeys } from './bridge-keys.js';
import { PeerEntryController } from './http/peer-entry.controller.js';
import { UnsealingController } from './http/unsealing.controller.js';
import { OwnerNames } from './persona-names.js';
import { CrossingStore } from './store/crossing.store.js';
import { BridgePeopleStore } from './store/people.store.js';
import { UnsealingStore } from './store/unsealing.store.js';
import { VaultStore } from './store/vault.store.js';
import { CarryCrossings } from './use-cases/carry-crossings.js';
import { EndPeerSessions } from './use-cases/end-peer-sessions.js';
import { EnterPeerRealm } from './use-cases/enter-peer-realm.js';
import { ListGroups } from './use-cases/list-groups.js';
import { ReadSafetyDesk } from './use-cases/read-safety-desk.js';
import { SendNotices } from './use-cases/send-notices.js';
import { SendUnsealed } from './use-cases/send-unsealed.js';
import { TellDesk } from './use-cases/tell-desk.js';
import { TellOverdue } from './use-cases/tell-overdue.js';
import { UnsealPersona } from './use-cases/unseal-persona.js';

/**
 * The one door between the realms: issuing personas, entering, comparing names, leading a crisis back, and telling nobody
 * more than that. Global for one thing: the peer realm asks whether a name is possible, and gets a yes or a no.
 */
@Global()
@Module({
  imports: [EscalationModule, NotificationsModule],
  controllers: [PeerEntryController, UnsealingController],
  providers: [
    BridgeKeys, VaultStore, CrossingStore, UnsealingStore, BridgePeopleStore, { provide: PersonaNames, useClass: OwnerNames },
    CarryCrossings, EndPeerSessions, EnterPeerRealm, ListGroups, ReadSafetyDesk, SendNotices, SendUnsealed, TellDesk, TellOverdue, UnsealPersona,
  ],
  exports: [PersonaNames, CarryCrossings, EndPeerSessions, EnterPeerRealm, SendNotices, TellOverdue],
})
export class PeerBridgeModule {}
