CREATE TABLE clin.check_in_schedule (
  organisation_id  uuid NOT NULL,
  patient_id       uuid NOT NULL REFERENCES identity.patient (id),
  id               uuid NOT NULL UNIQUE,
  template_id      text NOT NULL,
  template_version integer NOT NULL,
  local_time       text NOT NULL CHECK (local_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  zone             text NOT NULL,
  every_days       smallint NOT NULL CHECK (every_days BETWEEN 1 AND 31),
  window_minutes   integer NOT NULL CHECK (window_minutes BETWEEN 30 AND 1440),
  starts_on        date NOT NULL,
  ends_on          date,
  paused           boolean NOT NULL DEFAULT false,
  -- Only the next occurrence is materialised; NULL when there is none.
  next_at          timestamptz,
  next_local_date  date,
  set_by           uuid NOT NULL,
  set_at           timestamptz NOT NULL,
  row_version      integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, patient_id, id),
  CHECK ((next_at IS NULL) = (next_local_date IS NULL)),
  CHECK (ends_on IS NULL OR ends_on >= starts_on)
);
CREATE INDEX check_in_schedule_due ON clin.check_in_schedule (next_at) WHERE next_at IS NOT NULL AND NOT paused;

-- The moments of a check-in. Overdue and missed are read from these and the clock, never written by a worker.
CREATE TABLE clin.check_in (
  organisation_id  uuid NOT NULL,
  patient_id       uuid NOT NULL REFERENCES identity.patient (id),
  at               timestamptz NOT NULL,
  id               uuid NOT NULL UNIQUE,
  schedule_id      uuid REFERENCES clin.check_in_schedule (id),
  template_id      text NOT NULL,
  template_version integer NOT NULL,
  local_date       date NOT NULL,
  zone             text NOT NULL,
  closes_at        timestamptz,
  prompted_at      timestamptz,
  delivered_at     timestamptz,
  opened_at        timestamptz,
  answered_at      timestamptz,
  completed_at     timestamptz,
  received_at      timestamptz,
  late             boolean NOT NULL DEFAULT false,
  revision         integer NOT NULL DEFAULT 0,
  PRIMARY KEY (organisation_id, patient_id, at, id),
  -- Exactly once per schedule and local day, across DST and travel.
  UNIQUE (schedule_id, local_date),
  CHECK (schedule_id IS NULL OR closes_at IS NOT NULL)
);
CREATE INDEX check_in_unprompted ON clin.check_in (at) WHERE schedule_id IS NOT NULL AND delivered_at IS NULL AND answered_at IS NULL;

CREATE TABLE clin.check_in_answer (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  check_in_id     uuid NOT NULL REFERENCES clin.check_in (id),
  question        text NOT NULL,
  value           smallint NOT NULL,
  -- When it was tapped, by the device; the local date and zone of that moment beside it.
  answered_at     timestamptz NOT NULL,
  local_date      date NOT NULL,
  zone            text NOT NULL,
  revision        integer NOT NULL,
  received_at     timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, patient_id, check_in_id, question)
);
-- Every submission is held against the scores of four weeks; without it that grows with the years a patient stays.
CREATE INDEX check_in_answer_overall ON clin.check_in_answer (organisation_id, patient_id, local_date) INCLUDE (value) WHERE question = 'overall';

-- Words are another category than numbers, so another table; sealed with the patient's key.
CREATE TABLE clin.check_in_text (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  check_in_id     uuid NOT NULL REFERENCES clin.check_in (id),
  question        text NOT NULL,
  words           bytea NOT NULL,
  answered_at     timestamptz NOT NULL,
  revision        integer NOT NULL,
  received_at     timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, patient_id, check_in_id, question)
);

CALL app.protect('clin.check_in_schedule');
CALL app.protect('clin.check_in');
CALL app.protect('clin.check_in_answer');
CALL app.protect('clin.check_in_text');

CREATE POLICY seen ON clin.check_in_schedule FOR SELECT TO app_clin USING (patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]));
CREATE POLICY set_new ON clin.check_in_schedule FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND set_by = app.uid() AND app.acting_role() IN ('coordinator', 'prescriber')
  AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]));
CREATE POLICY set_again ON clin.check_in_schedule FOR UPDATE TO app_clin
  USING (app.acting_role() IN ('coordinator', 'prescriber') AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND set_by = app.uid() AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]));
CREATE POLICY engine ON clin.check_in_schedule TO engine USING (true) WITH CHECK (true);

CREATE POLICY seen ON clin.check_in FOR SELECT TO app_clin USING (patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]));
CREATE POLICY own_new ON clin.check_in FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND app.acting_role() = 'patient' AND patient_id = ANY ((SELECT app.granted('symptom_scores'))::uuid[]));
CREATE POLICY own_change ON clin.check_in FOR UPDATE TO app_clin
  USING (app.acting_role() = 'patient' AND patient_id = ANY ((SELECT app.granted('symptom_scores'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('symptom_scores'))::uuid[]));
CREATE POLICY engine ON clin.check_in TO engine USING (true) WITH CHECK (true);

DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('check_in_answer', 'symptom_scores'), ('check_in_text', 'free_text')) AS v(t, category) LOOP
    EXECUTE format('CREATE POLICY seen ON clin.%I FOR SELECT TO app_clin USING (patient_id = ANY ((SELECT app.granted(%L))::uuid[]))', r.t, r.category);
    EXECUTE format('CREATE POLICY own_new ON clin.%I FOR INSERT TO app_clin WITH CHECK (organisation_id = app.org() AND app.acting_role() = ''patient'' AND patient_id = ANY ((SELECT app.granted(%L))::uuid[]))', r.t, r.category);
    EXECUTE format('CREATE POLICY own_change ON clin.%I FOR UPDATE TO app_clin USING (app.acting_role() = ''patient'' AND patient_id = ANY ((SELECT app.granted(%L))::uuid[])) WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted(%L))::uuid[]))', r.t, r.category, r.category);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON clin.check_in_schedule TO app_clin, engine;
GRANT SELECT, INSERT, UPDATE ON clin.check_in TO app_clin, engine;
GRANT SELECT, INSERT, UPDATE ON clin.check_in_answer, clin.check_in_text TO app_clin;
