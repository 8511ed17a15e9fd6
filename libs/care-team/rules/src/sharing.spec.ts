import { describe, expect, it } from '@jest/globals';
import { asId, isRefusal } from '@evenkeel/kernel';
import fc from 'fast-check';
import { consentCategories, teamRoles, type TeamRole } from './consent.js';
import { reach } from './reach.js';
import { consentTextVersion, type ConsentWish, draftConsent, endsAlertReading, shareableWith, withoutKinds } from './sharing.js';

const ada = asId<'Account'>('Account', '00000000-0000-4000-8000-000000000001');
const team = [{ accountId: ada, role: 'therapist' as TeamRole }];
const wish = (more: Partial<ConsentWish> = {}): ConsentWish => ({ recipientRole: 'prescriber', recipientAccount: null, categories: ['taper_plan', 'doses'], months: 6, textVersion: consentTextVersion, ...more });

describe('a consent', () => {
  it('is for a role, or for one person of the team', () => {
    expect(draftConsent(wish(), team)).toEqual({ recipient: { kind: 'role', role: 'prescriber' }, categories: ['taper_plan', 'doses'], months: 6 });
    expect(draftConsent(wish({ recipientRole: null, recipientAccount: ada }), team)).toMatchObject({ recipient: { kind: 'person', accountId: ada } });
  });

  it.each<[string, Partial<ConsentWish>, string]>([
    ['under other words', { textVersion: 'old' }, 'consent-text-changed'],
    ['for nobody', { recipientRole: null }, 'unknown-recipient'],
    ['for both a role and a person', { recipientAccount: ada }, 'unknown-recipient'],
    ['for somebody who is not on the team', { recipientRole: null, recipientAccount: '00000000-0000-4000-8000-000000000009' }, 'unknown-recipient'],
    ['for an auditor', { recipientRole: 'auditor' }, 'unknown-recipient'],
    ['for nothing', { categories: [] }, 'nothing-chosen'],
    ['for what is no kind of data', { categories: ['everything'] }, 'not-for-this-role'],
    ['for what needs no consent', { categories: ['team'] }, 'not-for-this-role'],
    ['for answers to a coordinator', { recipientRole: 'coordinator', categories: ['symptom_scores'] }, 'not-for-this-role'],
    ['for therapy notes to a prescriber', { categories: ['therapy_notes'] }, 'not-for-this-role'],
    ['for therapy notes with something else', { recipientRole: 'therapist', categories: ['therapy_notes', 'doses'] }, 'notes-alone'],
    ['for ever', { months: 1200 }, 'period-not-offered'],
  ])('cannot be given %s', (_, more, code) => expect(draftConsent(wish(more), team)).toMatchObject({ code }));

  it('shares therapy notes alone', () => {
    expect(draftConsent(wish({ recipientRole: 'therapist', categories: ['therapy_notes'] }), team)).toMatchObject({ categories: ['therapy_notes'] });
  });

  it('never gives a role what the table does not let it have', () => {
    fc.assert(fc.property(fc.constantFrom(...teamRoles), fc.subarray([...consentCategories]), (role, categories) => {
      const draft = draftConsent(wish({ recipientRole: role, categories }), team);
      if (isRefusal(draft)) return;
      for (const category of draft.categories) expect(reach[role][category]).toBe('team+consent');
    }));
    expect(shareableWith('coordinator')).toEqual(['taper_plan', 'identity_contacts', 'alert_head']);
  });

  it('goes on with what is not ended', () => {
    expect(withoutKinds(['doses', 'taper_plan'], ['doses', 'free_text'])).toEqual(['taper_plan']);
    expect(endsAlertReading(['doses'])).toBe(false);
    expect(endsAlertReading(['doses', 'crisis_alerts'])).toBe(true);
  });
});
