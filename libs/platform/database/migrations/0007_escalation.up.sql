-- Thresholds and ladders that a named clinician signed. Versions are never edited, only superseded.
CREATE TABLE clin.escalation_policy (
  organisation_id uuid NOT NULL REFERENCES identity.organisation,
  version         integer NOT NULL,
  -- {ladders, byMorning} in the shape of @evenkeel/escalation-rules; rule thresholds in that of @evenkeel/symptoms-rules.
  ladders         jsonb NOT NULL,
  rule_set        jsonb NOT NULL,
  signed_by       text NOT NULL,
  signed_at       timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, version)
);

CREATE TABLE clin.alert (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  opened_at       timestamptz NOT NULL,
  id              uuid NOT NULL UNIQUE,
  tier            text NOT NULL CHECK (tier IN ('E0', 'E1', 'E2', 'E3')),
  max_tier        text NOT NULL CHECK (max_tier IN ('E0', 'E1', 'E2', 'E3')),
  source          text NOT NULL CHECK (source IN ('check-in', 'event-report', 'free-text', 'dose-record', 'supply', 'bridge', 'silence', 'manual', 'drill', 'rules-failed')),
  family          text NOT NULL,
  episode         integer NOT NULL DEFAULT 1,
  rule_id         text NOT NULL,
  rule_version    integer NOT NULL,
  status          text NOT NULL CHECK (status IN ('triggered', 'notified', 'acknowledged', 'engaged', 'exhausted', 'resolved')),
  level           smallint NOT NULL DEFAULT 0,
  cycle           integer NOT NULL DEFAULT 0,
  -- Frozen when the alert opens: an edited ladder changes tomorrow's alerts, never a running one.
  policy          jsonb NOT NULL,
  next_action_at  timestamptz,
  -- A page by link holds a shorter lease than one from inside the app.
  ack_by          uuid,
  ack_role        text,
  ack_at          timestamptz,
  ack_expires_at  timestamptz,
  engaged_by      uuid,
  engaged_at      timestamptz,
  engagement      text CHECK (engagement IN ('reached', 'sent-help')),
  -- What only the state machine looks at (laps, reminders, partial acknowledgements, a proposed closure), in its own shape.
  machine         jsonb NOT NULL DEFAULT '{}',
  -- Times in a row that this very row could not be advanced. At three it is quarantined: told to everybody in a
  -- plain text and shown on the board, never parked in silence.
  faults          smallint NOT NULL DEFAULT 0,
  quarantined_at  timestamptz,
  resolved_by     uuid,
  resolved_at     timestamptz,
  outcome         text,
  trigger_count   integer NOT NULL DEFAULT 1,
  last_trigger_at timestamptz NOT NULL,
  row_version     integer NOT NULL DEFAULT 1,
  -- Last number given out in alert_event; the event rows and this must agree.
  seq             integer NOT NULL DEFAULT 0,
  is_drill        boolean NOT NULL DEFAULT false,
  PRIMARY KEY (organisation_id, patient_id, opened_at, id),
  -- The promise itself: no open alert without a next alarm clock.
  CHECK (status = 'resolved' OR next_action_at IS NOT NULL),
  CHECK (status <> 'acknowledged' OR (ack_by IS NOT NULL AND ack_expires_at IS NOT NULL)),
  CHECK (status <> 'engaged' OR (engaged_by IS NOT NULL AND engaged_at IS NOT NULL AND engagement IS NOT NULL)),
  CHECK (status <> 'resolved' OR (resolved_by IS NOT NULL AND resolved_at IS NOT NULL AND outcome IS NOT NULL)),
  CHECK (max_tier <= tier)
);
-- One open alert per patient and family, whatever the tier: an E1 that becomes an E0 raises the same alert.
CREATE UNIQUE INDEX alert_one_open ON clin.alert (patient_id, family) WHERE status <> 'resolved';
CREATE INDEX alert_due ON clin.alert (next_action_at) WHERE status <> 'resolved';
CREATE INDEX alert_open ON clin.alert (organisation_id, patient_id) WHERE status <> 'resolved';

-- What set it off. The same answer can set off the same rule once only.
CREATE TABLE clin.alert_trigger (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  alert_id        uuid NOT NULL REFERENCES clin.alert (id),
  id              uuid NOT NULL UNIQUE,
  source_kind     text NOT NULL,
  source_id       uuid NOT NULL,
  rule_id         text NOT NULL,
  rule_version    integer NOT NULL,
  tier            text NOT NULL,
  occurred_at     timestamptz NOT NULL,
  at              timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, patient_id, alert_id, id),
  UNIQUE (source_kind, source_id, rule_id, tier)
);

-- The clinical part of an alert, apart from its head so that a coordinator's page can never join it: answers, dose, last
-- change, usual level, what the patient was shown. Sealed with the patient's key. Never changed: what the patient adds
-- later is a further revision, so that it stays known what a responder could have read at which moment.
CREATE TABLE clin.alert_context (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  alert_id        uuid NOT NULL REFERENCES clin.alert (id),
  -- Counted per alert under the lock of its row: the order of what was learned, whatever the clock did.
  revision        integer NOT NULL CHECK (revision > 0),
  trigger_id      uuid NOT NULL,
  -- Keyed with the patient's key: tells whoever may not read the context that nothing in it is new.
  digest          bytea NOT NULL,
  context         bytea NOT NULL,
  at              timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, patient_id, alert_id, revision)
);
-- The closing note is free text.
CREATE TABLE clin.alert_note (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  alert_id        uuid NOT NULL REFERENCES clin.alert (id),
  id              uuid NOT NULL,
  note            bytea NOT NULL,
  written_by      uuid NOT NULL,
  at              timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, patient_id, alert_id, id)
);

CREATE TABLE clin.alert_event (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  alert_id        uuid NOT NULL REFERENCES clin.alert (id),
  seq             integer NOT NULL,
  kind            text NOT NULL,
  actor_kind      text NOT NULL CHECK (actor_kind IN ('person', 'system')),
  actor_id        text NOT NULL,
  actor_role      text,
  from_status     text,
  to_status       text NOT NULL,
  tier            text NOT NULL,
  level           smallint NOT NULL,
  cycle           integer NOT NULL,
  -- Ids, roles and codes only.
  detail          jsonb NOT NULL DEFAULT '{}',
  at              timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, patient_id, alert_id, seq)
);

CREATE TABLE clin.notification (
  organisation_id  uuid NOT NULL,
  patient_id       uuid NOT NULL,
  alert_id         uuid NOT NULL REFERENCES clin.alert (id),
  id               uuid NOT NULL UNIQUE,
  tier             text NOT NULL,
  cycle            integer NOT NULL,
  level            smallint NOT NULL,
  -- NULL for the organisation's fallback line, which is not a person.
  recipient_id     uuid,
  recipient_key    text NOT NULL,
  recipient_role   text NOT NULL,
  channel          text NOT NULL CHECK (channel IN ('inapp', 'email', 'webhook')),
  purpose          text NOT NULL CHECK (purpose IN ('page', 'reminder', 'fallback', 'ops', 'patient')),
  status           text NOT NULL CHECK (status IN ('pending', 'leased', 'accepted', 'delivered', 'opened', 'dead', 'superseded')),
  -- Left out if the person has opened the alert on another channel by then.
  unless_opened    boolean NOT NULL DEFAULT false,
  -- Why operations are told; NULL for every other purpose.
  reason           text,
  attempts         integer NOT NULL DEFAULT 0,
  -- Attempts that ended in an exception of ours; at three a plain text goes out instead.
  faults           smallint NOT NULL DEFAULT 0,
  next_attempt_at  timestamptz NOT NULL,
  lease_token      uuid,
  lease_until      timestamptz,
  provider         text,
  provider_message_id text,
  last_error_code  text,
  created_at       timestamptz NOT NULL,
  accepted_at      timestamptz,
  opened_at        timestamptz,
  -- Somebody took the alert. A page that is being sent at this moment may still end as accepted; it is never tried again.
  superseded_at    timestamptz,
  PRIMARY KEY (organisation_id, patient_id, alert_id, id),
  -- Also the idempotency key that providers get: a crash may repeat an attempt, never invent a second page.
  UNIQUE (alert_id, cycle, level, recipient_key, channel, purpose),
  CHECK (status <> 'leased' OR (lease_token IS NOT NULL AND lease_until IS NOT NULL))
);
CREATE INDEX notification_due ON clin.notification (tier, next_attempt_at) WHERE status IN ('pending', 'leased');
CREATE INDEX notification_lease ON clin.notification (lease_until) WHERE status = 'leased';

CREATE TABLE clin.notification_attempt (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  notification_id uuid NOT NULL REFERENCES clin.notification (id),
  n               integer NOT NULL,
  started_at      timestamptz NOT NULL,
  ended_at        timestamptz NOT NULL,
  outcome         text NOT NULL CHECK (outcome IN ('ok', 'retry', 'permanent', 'unknown')),
  code            text,
  PRIMARY KEY (organisation_id, patient_id, notification_id, n)
);

-- An acknowledge link: only the hash is kept, one per notification and person.
CREATE TABLE clin.ack_token (
  token_hash      bytea PRIMARY KEY,
  organisation_id uuid NOT NULL,
  notification_id uuid NOT NULL REFERENCES clin.notification (id),
  alert_id        uuid NOT NULL REFERENCES clin.alert (id),
  recipient_id    uuid NOT NULL,
  recipient_role  text NOT NULL,
  expires_at      timestamptz NOT NULL,
  used_at         timestamptz
);

CREATE TABLE clin.engine_beat (
  component      text NOT NULL,
  instance       text NOT NULL,
  beat_at        timestamptz NOT NULL,
  schema_version text NOT NULL,
  oldest_due_ms  bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (component, instance)
);

-- Someone who is paged but not on the team may see this patient while the alert is open and a day longer.
CREATE FUNCTION clin.grant_for_alert(of_alert uuid, to_account uuid, acting text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    INSERT INTO identity.access_grant (account_id, role, category, patient_id, valid_from, valid_until, basis_kind, basis_id)
    SELECT to_account, acting, c, a.patient_id, clock.now(), NULL, 'alert', a.id
      FROM clin.alert a, unnest(CASE acting
        WHEN 'coordinator' THEN ARRAY['team', 'alert_head', 'schedule', 'identity_contacts']
        WHEN 'safety-lead' THEN ARRAY['team', 'alert_head', 'schedule', 'crisis_alerts', 'identity_contacts']
        ELSE ARRAY['team', 'alert_head', 'crisis_alerts', 'taper_plan', 'symptom_scores', 'free_text', 'identity_contacts'] END) c
      WHERE a.id = of_alert AND a.status <> 'resolved'
        AND EXISTS (SELECT 1 FROM identity.membership m WHERE m.account_id = to_account AND m.role = acting
          AND m.organisation_id = a.organisation_id AND m.ends_at IS NULL)
    ON CONFLICT DO NOTHING
  $$;
CREATE FUNCTION clin.end_alert_grants(of_alert uuid) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    UPDATE identity.access_grant SET valid_until = clock.now() + interval '24 hours'
      WHERE basis_kind = 'alert' AND basis_id = of_alert AND valid_until IS NULL
        AND EXISTS (SELECT 1 FROM clin.alert a WHERE a.id = of_alert AND a.status = 'resolved')
  $$;

-- Who may be paged about these patients at this moment: accepted members of the team who still work here in that role, and
-- the organisation's safety leads. Definer, because a patient's own transaction pages people whom the patient cannot list;
-- for everybody but the engine it answers only about patients whose alerts they may see.
-- plpgsql rather than sql: its plan is kept for the session, and this is asked for every page.
CREATE FUNCTION clin.responders(of_patients uuid[])
  RETURNS TABLE (patient_id uuid, account_id uuid, role text, is_primary boolean, on_rota boolean)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    WITH asked AS (
      SELECT p.id, p.organisation_id FROM identity.patient p
       WHERE p.id = ANY (of_patients)
         AND (pg_has_role(session_user, 'engine', 'MEMBER') OR p.id = ANY ((SELECT app.granted('alert_head'))::uuid[]))),
    working AS (
      SELECT s.account_id, s.organisation_id, s.role FROM identity.membership s
        JOIN identity.account a ON a.id = s.account_id AND a.disabled_at IS NULL
       WHERE s.starts_at <= clock.now() AND (s.ends_at IS NULL OR s.ends_at > clock.now()))
    SELECT m.patient_id, m.account_id, m.role, m.is_primary, m.on_rota
      FROM asked JOIN clin.care_team_member m ON m.patient_id = asked.id AND m.organisation_id = asked.organisation_id
      JOIN working w ON w.account_id = m.account_id AND w.organisation_id = m.organisation_id AND w.role = m.role
     WHERE m.accepted_at IS NOT NULL AND m.starts_at <= clock.now() AND (m.ends_at IS NULL OR m.ends_at > clock.now())
    UNION
    SELECT asked.id, w.account_id, w.role, false, true
      FROM asked JOIN working w ON w.organisation_id = asked.organisation_id AND w.role = 'safety-lead'
    ORDER BY 1, 3, 4 DESC, 2;
END $$;

CALL app.protect('clin.escalation_policy');
CALL app.protect('clin.alert');
CALL app.protect('clin.alert_trigger');
CALL app.protect('clin.alert_context');
CALL app.protect('clin.alert_note');
CALL app.protect('clin.alert_event');
CALL app.protect('clin.notification');
CALL app.protect('clin.notification_attempt');
CALL app.protect('clin.ack_token');
CALL app.protect('clin.engine_beat');

CREATE POLICY own_organisation ON clin.escalation_policy FOR SELECT TO app_clin USING (organisation_id = app.org());
CREATE POLICY engine ON clin.escalation_policy FOR SELECT TO engine USING (true);

CREATE POLICY seen ON clin.alert FOR SELECT TO app_clin USING (patient_id = ANY ((SELECT app.granted('alert_head'))::uuid[]));
CREATE POLICY raised ON clin.alert FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('alert_head'))::uuid[]));
CREATE POLICY stepped ON clin.alert FOR UPDATE TO app_clin
  USING (patient_id = ANY ((SELECT app.granted('alert_head'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('alert_head'))::uuid[]));
CREATE POLICY engine ON clin.alert TO engine USING (true) WITH CHECK (true);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['alert_trigger', 'alert_event', 'notification', 'notification_attempt'] LOOP
    EXECUTE format('CREATE POLICY seen ON clin.%I FOR SELECT TO app_clin USING (patient_id = ANY ((SELECT app.granted(''alert_head''))::uuid[]))', t);
    EXECUTE format('CREATE POLICY written ON clin.%I FOR INSERT TO app_clin WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted(''alert_head''))::uuid[]))', t);
    EXECUTE format('CREATE POLICY engine ON clin.%I TO engine USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
CREATE POLICY stepped ON clin.notification FOR UPDATE TO app_clin
  USING (patient_id = ANY ((SELECT app.granted('alert_head'))::uuid[]))
  WITH CHECK (patient_id = ANY ((SELECT app.granted('alert_head'))::uuid[]));

CREATE POLICY seen ON clin.alert_context FOR SELECT TO app_clin USING (patient_id = ANY ((SELECT app.granted('crisis_alerts'))::uuid[]));
CREATE POLICY written ON clin.alert_context FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('crisis_alerts'))::uuid[]));
CREATE POLICY engine ON clin.alert_context FOR INSERT TO engine WITH CHECK (true);
-- Which columns it may compare is a matter of grants: the context itself is not among them.
CREATE POLICY engine_compares ON clin.alert_context FOR SELECT TO engine USING (true);
CREATE POLICY seen ON clin.alert_note FOR SELECT TO app_clin USING (
  app.acting_role() <> 'patient' AND patient_id = ANY ((SELECT app.granted('alert_head'))::uuid[]));
CREATE POLICY written ON clin.alert_note FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND app.acting_role() <> 'patient' AND written_by = app.uid()
  AND patient_id = ANY ((SELECT app.granted('alert_head'))::uuid[]));
CREATE POLICY engine ON clin.ack_token TO engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON clin.engine_beat TO engine USING (true) WITH CHECK (true);

REVOKE EXECUTE ON FUNCTION clin.grant_for_alert(uuid, uuid, text), clin.end_alert_grants(uuid), clin.responders(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clin.responders(uuid[]) TO app_clin, engine;
GRANT EXECUTE ON FUNCTION clin.grant_for_alert(uuid, uuid, text) TO engine;
GRANT EXECUTE ON FUNCTION clin.end_alert_grants(uuid) TO app_clin, engine;
GRANT SELECT ON clin.escalation_policy TO app_clin, engine;
GRANT SELECT, INSERT, UPDATE ON clin.alert, clin.notification TO app_clin, engine;
GRANT SELECT, INSERT ON clin.alert_trigger, clin.alert_event, clin.alert_context, clin.notification_attempt TO app_clin;
GRANT SELECT, INSERT ON clin.alert_trigger, clin.alert_event, clin.notification_attempt TO engine;
GRANT INSERT, SELECT (organisation_id, patient_id, alert_id, revision, trigger_id, digest) ON clin.alert_context TO engine;
GRANT SELECT, INSERT ON clin.alert_note TO app_clin;
GRANT SELECT, INSERT, UPDATE ON clin.ack_token TO engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON clin.engine_beat TO engine;
