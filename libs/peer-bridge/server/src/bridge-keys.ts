import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { blindIndex, deriveKey, openBox, sealBox } from '@evenkeel/encryption';
import type { CommunityId, GroupId, PeerSessionId, PersonaId, SessionId } from '@evenkeel/kernel';
import { type Owner, readOwner, writeOwner } from './owner.js';

/** A peer's persona belongs to one group, a moderator's to the whole community. */
export interface Place {
  readonly communityId: CommunityId;
  readonly groupId: GroupId | null;
}

/**
 * What makes the vault's rows readable. The keys are derived from the installation's secret and live in this code alone:
 * neither a copy of the database nor a statement slipped into any role can join a person to a persona.
 */
@Injectable()
export class BridgeKeys {
  private readonly personas: Buffer;
  private readonly owners: Buffer;
  private readonly sources: Buffer;
  private readonly entries: Buffer;
  private readonly boxes: Buffer;

  constructor(@Inject(CONFIG) config: Pick<Config, 'EVENKEEL_SECRET'>) {
    const key = (purpose: string): Buffer => deriveKey(config.EVENKEEL_SECRET, `vault: ${purpose}`);
    this.personas = key('index of personas');
    this.owners = key('index of owners');
    this.sources = key('names of crossings in alerts');
    this.entries = key('index of entries');
    this.boxes = key('sealing');
  }

  personaIndex(personaId: PersonaId): Buffer {
    return blindIndex(this.personas, personaId);
  }

  ownerIndex(owner: Owner, { communityId, groupId }: Place): Buffer {
    return blindIndex(this.owners, `${writeOwner(owner)}|${communityId}|${groupId ?? 'moderators'}`);
  }

  sealPersona(ownerIndex: Buffer, personaId: PersonaId): Buffer {
    return sealBox(this.boxes, `persona|${ownerIndex.toString('hex')}`, Buffer.from(personaId));
  }

  openPersona(ownerIndex: Buffer, sealed: Buffer): PersonaId {
    return openBox(this.boxes, `persona|${ownerIndex.toString('hex')}`, sealed).toString() as PersonaId;
  }

  sealOwner(personaIndex: Buffer, owner: Owner): Buffer {
    return sealBox(this.boxes, `owner|${personaIndex.toString('hex')}`, Buffer.from(writeOwner(owner)));
  }

  openOwner(personaIndex: Buffer, sealed: Buffer): Owner {
    return readOwner(openBox(this.boxes, `owner|${personaIndex.toString('hex')}`, sealed).toString());
  }

  /** Finds what a clinical session has opened. */
  entryIndex(clinicalSession: SessionId): Buffer {
    return blindIndex(this.entries, clinicalSession);
  }

  sealSession(entryIndex: Buffer, peerSession: PeerSessionId): Buffer {
    return sealBox(this.boxes, `session|${entryIndex.toString('hex')}`, Buffer.from(peerSession));
  }

  openSession(entryIndex: Buffer, sealed: Buffer): PeerSessionId {
    return openBox(this.boxes, `session|${entryIndex.toString('hex')}`, sealed).toString() as PeerSessionId;
  }

  /** Why somebody wants to know who is behind a persona: sealed for that request alone. */
  sealReason(unsealingId: string, reason: string): Buffer {
    return sealBox(this.boxes, `unsealing|${unsealingId}`, Buffer.from(reason));
  }

  openReason(unsealingId: string, sealed: Buffer): string {
    return openBox(this.boxes, `unsealing|${unsealingId}`, sealed).toString();
  }

  /** A name for a crossing on the clinical side: always the same for the same one, and no way back to it. */
  sourceOf(crossingId: string): string {
    const hex = blindIndex(this.sources, crossingId).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}
