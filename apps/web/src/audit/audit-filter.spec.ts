import { describe, expect, it } from '@jest/globals';
import { filterOf, shortReference } from './audit-filter.js';

describe('the filter', () => {
  const wanted = { from: '2026-03-01', until: '2026-03-02', person: null, patientId: null, action: '' };
  it('includes the whole last day', () => {
    const { from, until } = filterOf(wanted, null);
    expect(new Date(from).getTime()).toBe(new Date(2026, 2, 1).getTime());
    expect(new Date(until).getTime()).toBe(new Date(2026, 2, 3).getTime());
  });
  it('asks for nothing that was not chosen', () => {
    expect(filterOf(wanted, '7')).toMatchObject({ actorId: null, patientId: null, action: null, before: '7' });
    expect(filterOf({ ...wanted, action: 'read', person: { id: 'a', name: 'Ann' }, patientId: 'p' }, null)).toMatchObject({ actorId: 'a', patientId: 'p', action: 'read' });
  });
  it('names by the end of an id', () => expect(shortReference('01900000-0000-7000-8000-00000000a1e7')).toBe('0000a1e7'));
});
