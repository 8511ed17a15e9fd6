import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { taskKinds } from '@evenkeel/care-team-rules';
import { type CareTask, listOf, placeOf, subjectOf } from './task-list.js';

const task = (id: string, dueAt: string, isLate = false): CareTask => ({
  __typename: 'CareTask', id, patientId: 'p', patientName: 'Pat', kind: 'plan-changed', about: 'x', forRole: 'prescriber', openedAt: '2026-03-01T00:00:00Z', dueAt, isLate, attempts: 0, outcomes: ['done'],
  closedAt: null, closedByName: null, outcome: null, note: null,
} as CareTask);
const ids = (list: ReturnType<typeof listOf>): readonly (readonly string[])[] => [list.late, list.waiting].map((part) => part.map(({ task: { id }, isGone }) => `${id}${isGone ? ' gone' : ''}`));

const en = JSON.parse(readFileSync(join(import.meta.dirname, 'language/en.json'), 'utf8')) as { readonly kind: Readonly<Record<string, { readonly name: string; readonly text: string }>> };

describe('the list of tasks', () => {
  it('has late ones first, each part by its time', () =>
    expect(ids(listOf([task('c', '2026-03-04'), task('a', '2026-03-02', true), task('b', '2026-03-01', true), task('d', '2026-03-03')], null))).toEqual([['b', 'a'], ['d', 'c']]));

  it('keeps what somebody is answering, and says that it is gone', () => {
    const mine = task('m', '2026-03-02');
    expect(ids(listOf([task('a', '2026-03-01'), mine], mine))).toEqual([[], ['a', 'm']]);
    expect(ids(listOf([task('a', '2026-03-01')], mine))).toEqual([[], ['a', 'm gone']]);
  });

  it('says which one, or nothing for an id', () =>
    expect(['3', '4 2026-03-02T14:00:00.000Z', '2026-03-02', '0199a1b2-0000-7000-8000-000000000000', '', '0'].map(subjectOf)).toEqual([{ number: 3 }, { number: 4 }, { date: '2026-03-02' }, null, null, null]));

  it('knows a name and a text for every kind', () => {
    for (const kind of taskKinds) expect([kind, en.kind[kind]?.name ?? '', en.kind[kind]?.text ?? '']).toEqual([kind, expect.stringMatching(/./), expect.stringMatching(/./)]);
    expect(placeOf({ kind: 'plan-unread', patientId: 'p' }, 'prescriber').to).toBe('/patients/p/plan');
    for (const kind of ['supply-14', 'supply-7', 'supply-3', 'concentration-unconfirmed']) expect(placeOf({ kind, patientId: 'p' }, 'prescriber')).toEqual({ to: '/patients/p/supply', label: 'toSupply' });
    expect(placeOf({ kind: 'interaction-review', patientId: 'p' }, 'prescriber')).toEqual({ to: '/patients/p/intake', label: 'toIntake' });
    expect(placeOf({ kind: 'dose-unconfirmed', patientId: 'p' }, 'prescriber').to).toBe('/patients/p');
  });

  it('leads nobody to a page that their role cannot open', () => {
    expect(placeOf({ kind: 'interaction-review', patientId: 'p' }, 'coordinator')).toEqual({ to: '/patients/p', label: 'toPatient' });
    expect(placeOf({ kind: 'supply-3', patientId: 'p' }, 'coordinator')).toEqual({ to: '/patients/p', label: 'toPatient' });
  });
});
