import { alertContext, knownNow } from '@evenkeel/check-ins-server';
import { machineOf } from '@evenkeel/escalation-rules';
import { type AlertContext, readable, sealedContext } from '@evenkeel/escalation-server';
import type { Sealer } from '@evenkeel/encryption';
import { isQuestionCode, isTextQuestionCode } from '@evenkeel/symptoms-rules';
import type { DoseStep } from '@evenkeel/taper-rules';
import type pg from 'pg';
import type { DatedAlert, Trigger } from './dated-alerts.js';
import { dateOn } from './dated-history.js';
import type { DatedPatient, DemoClinic } from './demo-clinic.js';
import { at, atOrNull, insertAll, type Line } from './insert-all.js';
import { organisation } from './people.js';

/** A provider took a message this long after it was written. */
const accepting = 1400;

/** Writes past alerts with their whole chain: triggers, sealed contexts, log, messages. */
export async function storeAlerts(owner: pg.ClientBase, sealer: Sealer, clinic: DemoClinic): Promise<void> {
  const { random } = clinic;
  for (const patient of clinic.patients) {
    for (const alert of patient.alerts) {
      const id = random.idAt(alert.played.state.openedAt);
      const key = { organisation_id: organisation.id, patient_id: patient.id, alert_id: id };
      await insertAll(owner, 'clin.alert', [alertLine(patient, alert, id)]);
      await insertAll(owner, 'clin.alert_event', eventLines(alert, key));
      await insertAll(owner, 'clin.notification', notificationLines(alert, key, clinic));
      let revision = 0;
      for (const trigger of alert.triggers) {
        const triggerId = random.idAt(trigger.at);
        await insertAll(owner, 'clin.alert_trigger', [{
          ...key, id: triggerId, source_kind: 'check-in', source_id: trigger.checkIn.id, rule_id: trigger.flag.ruleId,
          rule_version: trigger.flag.ruleVersion, tier: trigger.tier, occurred_at: at(trigger.checkIn.answeredAt ?? trigger.at), at: at(trigger.at),
        }]);
        const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await owner.query(sql, [...parameters])).rows as Row[] };
        const known = contextOf(patient, trigger);
        revision += 1;
        const digest = await sealer.digest(queries, patient.id, sealedContext.place, id, readable(known));
        const context = await sealer.seal(queries, patient.id, sealedContext.place, sealedContext.row(triggerId, revision), JSON.stringify(known));
        await insertAll(owner, 'clin.alert_context', [{ ...key, revision, trigger_id: triggerId, digest, context, at: at(trigger.at) }]);
      }
    }
  }
}

function alertLine(patient: DatedPatient, { family, triggers, played: { state } }: DatedAlert, id: string): Line {
  const flag = triggers[0]?.flag;
  return {
    organisation_id: organisation.id, patient_id: patient.id, opened_at: at(state.openedAt), id, tier: state.tier, max_tier: state.maxTier,
    source: family === 'free-text' ? 'free-text' : 'check-in', family, episode: state.episode, rule_id: flag?.ruleId ?? '', rule_version: flag?.ruleVersion ?? 0,
    status: state.status, level: state.level, cycle: state.cycle, policy: state.policy, next_action_at: atOrNull(state.nextActionAt),
    ack_by: state.ackBy, ack_role: state.ackRole, ack_at: atOrNull(state.ackAt), ack_expires_at: atOrNull(state.ackExpiresAt),
    engaged_by: state.engagedBy, engaged_at: atOrNull(state.engagedAt), engagement: state.engagement, machine: machineOf(state),
    resolved_by: state.resolvedBy, resolved_at: atOrNull(state.resolvedAt), outcome: state.outcome, trigger_count: state.triggerCount,
    last_trigger_at: at(state.lastTriggerAt), row_version: state.rowVersion, seq: state.seq, is_drill: false,
  };
}

const eventLines = ({ played }: DatedAlert, key: Line): Line[] => played.events.map((event) => ({
  ...key, seq: event.seq, kind: event.kind, actor_kind: event.actorId === null ? 'system' : 'person', actor_id: event.actorId ?? 'escalation',
  actor_role: event.actorRole, from_status: event.from, to_status: event.to, tier: event.tier, level: event.level, cycle: event.cycle,
  detail: event.detail, at: at(event.at),
}));

/** One line per recipient and way; whoever acknowledged had opened it. */
function notificationLines({ played }: DatedAlert, key: Line, clinic: DemoClinic): Line[] {
  const { ackBy, ackAt } = played.state;
  return played.sent.flatMap(({ intent, at: written }) => intent.recipients.flatMap((recipient) =>
    intent.channels.filter(({ channel }) => channel === 'inapp' || channel === 'email').map(({ channel }) => {
      const opened = recipient === ackBy && ackAt !== null && ackAt > written;
      return {
        ...key, id: clinic.random.idAt(written), tier: intent.tier, cycle: intent.cycle, level: intent.level, recipient_id: recipient, recipient_key: recipient,
        recipient_role: intent.roles[0] ?? 'prescriber', channel, purpose: intent.purpose, status: opened ? 'opened' : 'accepted', attempts: 1,
        next_attempt_at: at(written), provider: channel === 'email' ? 'smtp' : 'socket', created_at: at(written), accepted_at: at(written + accepting),
        opened_at: opened ? at(ackAt) : null,
      };
    })));
}

function contextOf(patient: DatedPatient, { flag, checkIn, previous }: Trigger): AlertContext {
  const steps = patient.steps.map((step): DoseStep => ({
    startsOn: dateOn(patient.today, step.day), medicine: patient.medicine, total: step.morning + step.night,
    slots: { morning: step.morning, midday: 0, evening: 0, night: step.night },
  }));
  return alertContext(flag, knownNow({
    steps, previous, localDate: checkIn.localDate, riskFactors: patient.risk, shown: flag.help === null ? [] : [`help-card.${flag.help}`],
    answers: checkIn.answers.flatMap(({ question, value, at: tapped }) => (isQuestionCode(question) ? [{ question, value, answeredAt: new Date(tapped), fresh: false }] : [])),
    texts: checkIn.texts.flatMap(({ question, text, at: typed }) => (isTextQuestionCode(question) ? [{ question, text, answeredAt: new Date(typed), fresh: false }] : [])),
  }));
}
