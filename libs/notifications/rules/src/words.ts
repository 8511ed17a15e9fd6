import { en } from './words.en.js';
import { es } from './words.es.js';
import type { FollowUp, OpsReason } from './facts.js';
import type { MessageLanguage } from './message.js';

/** Every sentence that leaves the product by message. One of these per language; times come as finished words. */
export interface Words {
  readonly page: {
    readonly subject: (reference: string) => string;
    readonly body: (facts: { readonly reference: string; readonly raised: string; readonly handOver: string }) => string;
    readonly copy: (facts: { readonly lap: number; readonly level: number }) => string;
    readonly action: string;
    readonly why: string;
  };
  readonly plainPage: { readonly subject: string; readonly body: string };
  readonly reminder: {
    readonly subject: (reference: string) => string;
    readonly body: Readonly<Record<FollowUp, (facts: { readonly reference: string; readonly due: string }) => string>>;
  };
  readonly fallback: {
    readonly subject: (reference: string) => string;
    readonly body: (facts: { readonly reference: string; readonly raised: string; readonly again: string }) => string;
    readonly ask: string;
    readonly why: string;
  };
  readonly ops: {
    readonly subject: (reason: string) => string;
    readonly reason: Readonly<Record<OpsReason, string>>;
    readonly at: (time: string) => string;
    readonly about: (reference: string) => string;
    readonly action: string;
    readonly why: string;
  };
  readonly nobodyYet: { readonly subject: string; readonly body: readonly string[]; readonly action: string };
  readonly checkIn: {
    readonly subject: string;
    readonly body: (closes: string) => string;
    readonly again: { readonly subject: string; readonly body: (closes: string) => string };
    readonly action: string;
  };
  /** To a patient: there is news, and nothing of what. */
  readonly lookToday: { readonly subject: string; readonly body: readonly string[]; readonly action: string };
  /** To the people of a team. */
  readonly planChanged: { readonly subject: string; readonly body: (at: string) => readonly string[]; readonly action: string; readonly why: string };
  readonly emergency: {
    /** To those who oversee it. */
    readonly used: { readonly subject: string; readonly body: (at: string) => readonly string[]; readonly action: string };
    readonly blocked: { readonly subject: string; readonly body: (at: string) => readonly string[]; readonly action: string };
    readonly why: string;
    /** To the person whose record it is. */
    readonly own: { readonly subject: string; readonly body: (at: string) => readonly string[]; readonly action: string };
  };
  /** Small print for the person whose own account it is. */
  readonly own: string;
}

export const wordsIn = (language: MessageLanguage): Words => ({ en, es })[language];
