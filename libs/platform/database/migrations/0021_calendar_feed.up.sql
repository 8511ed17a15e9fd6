-- An address from which a patient's own calendar fetches plain reminders. Nothing in it says what they are about.
CREATE TABLE clin.calendar_feed (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  id              uuid NOT NULL UNIQUE,
  -- The address itself was shown once and is nowhere here.
  token_hash      bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  created_at      timestamptz NOT NULL,
  revoked_at      timestamptz,
  -- Fetches of the hour that began then: calendars ask again and again, and some ask too often.
  hour_from       timestamptz,
  fetched         integer NOT NULL DEFAULT 0,
  PRIMARY KEY (organisation_id, patient_id, id)
);
-- A new address ends the one before.
CREATE UNIQUE INDEX calendar_feed_live ON clin.calendar_feed (patient_id) WHERE revoked_at IS NULL;

CALL app.protect('clin.calendar_feed');

CREATE POLICY seen ON clin.calendar_feed FOR SELECT TO app_clin USING (app.acting_role() = 'patient' AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]));
CREATE POLICY made ON clin.calendar_feed FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND app.acting_role() = 'patient' AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]));
CREATE POLICY revoked ON clin.calendar_feed FOR UPDATE TO app_clin
  USING (app.acting_role() = 'patient' AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]));
CREATE POLICY engine ON clin.calendar_feed TO engine USING (true) WITH CHECK (true);

GRANT SELECT, INSERT ON clin.calendar_feed TO app_clin;
GRANT UPDATE (revoked_at) ON clin.calendar_feed TO app_clin;
GRANT SELECT ON clin.calendar_feed TO engine;
GRANT UPDATE (hour_from, fetched) ON clin.calendar_feed TO engine;
CALL app.refuse_in_emergency('clin.calendar_feed');
