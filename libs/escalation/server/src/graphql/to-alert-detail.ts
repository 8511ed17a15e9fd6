import type { Actor } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';
import { laterOf } from '../alert-context.js';
import { actionsFor, outcomesFor } from '../actions.js';
import type { AlertDetail, OpenReport } from '../use-cases/read-alerts.js';
import { AlertAnswerType, AlertContactType, AlertContextViewType, AlertDetailType, AlertLogEntryType, AlertReportType, ToldPersonType } from './alert-detail.type.js';
import { toAlertHeadType } from './alert-head.type.js';

/** The detail as the page of the signed-in person shows it. What they may not see is `null` already. */
export function toAlertDetailType(detail: AlertDetail, actor: Actor, language: Language): AlertDetailType {
  const { head, organisation, serverNow, contact } = detail;
  return Object.assign(new AlertDetailType(), {
    head: toAlertHeadType(head), context: toContext(detail), told: toTold(detail), log: toLog(detail), serverNow,
    contact: contact === null ? null : Object.assign(new AlertContactType(), {
      phone: contact.phone, address: contact.address, emergencyContact: contact.emergencyContact, welfareText: organisation.welfareText[language],
    }),
    fallbackPhone: organisation.fallbackPhone, actions: [...actionsFor(head.row, actor)], outcomes: [...outcomesFor(head.row)],
  });
}

function toContext({ reports, head }: AlertDetail): AlertContextViewType | null {
  const [worst, ...others] = reports;
  if (worst === undefined) return null;
  const { trigger, newest, addedAt } = worst;
  return Object.assign(new AlertContextViewType(), {
    ...newest, trigger: head.row.family, ruleId: trigger.ruleId, ruleVersion: trigger.ruleVersion, source: head.row.source, addedAt, answers: toAnswers(worst),
    others: others.map((other) => Object.assign(new AlertReportType(), { tier: other.trigger.tier, at: other.trigger.at, addedAt: other.addedAt, answers: toAnswers(other) })),
  });
}

const toAnswers = ({ first, newest }: OpenReport): AlertAnswerType[] =>
  newest.answers.map((answer) => Object.assign(new AlertAnswerType(), { ...answer, answeredAt: new Date(answer.answeredAt), later: laterOf(answer, first) }));

const toTold = ({ notifications, names, head, organisation }: AlertDetail): ToldPersonType[] =>
  notifications.map(({ recipientId, recipientRole, channel, status, provider, acceptedAt, openedAt, level, cycle }) => {
    const displayName = recipientRole === 'patient' ? head.patientName : recipientId === null ? organisation.fallbackName : names.get(recipientId) ?? '';
    return Object.assign(new ToldPersonType(), { displayName, role: recipientRole, channel, status: provider === 'log' && status === 'accepted' ? 'logged' : status, acceptedAt, openedAt, level, cycle });
  });

const toLog = ({ events, names }: AlertDetail): AlertLogEntryType[] =>
  events.map(({ seq, kind, at, actorKind, actorId, level, cycle }) => Object.assign(new AlertLogEntryType(), {
    seq, kind, at, level, cycle, actor: actorKind === 'system' ? null : [...names].find(([id]) => id === actorId)?.[1] ?? '',
  }));
