import { describe, expect, it } from '@jest/globals';
import type { AlertId } from '@evenkeel/kernel';
import type { LinkView } from '../use-cases/acknowledge-by-link.js';
import { ackPage } from './ack-page.js';

const now = new Date('2026-03-02T14:00:00Z');
const said = (language: 'en' | 'es', seconds: number): string => {
  const view: LinkView = {
    state: 'ask', language, zone: 'America/New_York', alertId: '018f0000-0000-7000-8000-000000000001' as AlertId,
    raisedAt: new Date(now.getTime() - seconds * 1000), heldUntil: null, now,
  };
  return /<p>([^<]*)<\/p>/.exec(ackPage(view, 'http://localhost'))?.[1] ?? '';
};

describe('the page behind a link says how old the alert is', () => {
  it.each([
    [0, 'It was raised just now.', 'Se generó hace un momento.'],
    [59, 'It was raised just now.', 'Se generó hace un momento.'],
    [60, 'It was raised 1 minute ago.', 'Se generó hace 1 minuto.'],
    [119 * 60, 'It was raised 119 minutes ago.', 'Se generó hace 119 minutos.'],
    [180 * 60, 'It was raised 3 hours ago.', 'Se generó hace 3 horas.'],
  ])('after %i seconds', (seconds, en, es) => {
    expect([said('en', seconds), said('es', seconds)]).toEqual([`An alert needs you. ${en}`, `Un aviso necesita que usted lo atienda. ${es}`]);
  });
});
