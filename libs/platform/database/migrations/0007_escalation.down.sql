DROP FUNCTION clin.end_alert_grants(uuid), clin.grant_for_alert(uuid, uuid, text), clin.responders(uuid[]);
DROP TABLE clin.engine_beat, clin.ack_token, clin.notification_attempt, clin.notification, clin.alert_event, clin.alert_note,
  clin.alert_context, clin.alert_trigger, clin.alert, clin.escalation_policy;
