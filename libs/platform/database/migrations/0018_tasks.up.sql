-- Something that somebody of the team has to do about a patient. It says what kind of thing and when, and holds nothing that was said or taken.
CREATE TABLE clin.task (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  id              uuid NOT NULL UNIQUE,
  kind            text NOT NULL CHECK (kind IN ('plan-unread', 'step-locked', 'hold-review', 'plan-changed', 'dose-unconfirmed', 'concentration-unconfirmed', 'interaction-review',
                                                'supply-14', 'supply-7', 'supply-3')),
  -- Which one: a number, a date, a moment or an id.
  about           text NOT NULL CHECK (about ~ '^[0-9A-Za-z:. -]{1,60}$'),
  for_role        text NOT NULL CHECK (for_role IN ('prescriber', 'coordinator')),
  opened_at       timestamptz NOT NULL,
  due_at          timestamptz NOT NULL,
  -- How often somebody tried to reach the patient in vain. The task stays open.
  attempts        integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  closed_at       timestamptz,
  closed_by       uuid REFERENCES identity.account,
  outcome         text CHECK (outcome IN ('done', 'reached', 'not-needed', 'settled')),
  note            bytea,
  noted_by        uuid REFERENCES identity.account,
  PRIMARY KEY (organisation_id, patient_id, id),
  -- The sweep that opens a task may look any number of times.
  UNIQUE (organisation_id, patient_id, kind, about),
  CHECK ((closed_at IS NULL) = (outcome IS NULL)),
  CHECK (closed_by IS NULL OR outcome <> 'settled'),
  CHECK (outcome IS NULL OR outcome = 'settled' OR closed_by IS NOT NULL),
  CHECK ((note IS NULL) = (noted_by IS NULL))
);
CREATE INDEX task_open ON clin.task (patient_id, due_at) WHERE closed_at IS NULL;

CALL app.protect('clin.task');

-- What a patient does to a plan opens a task and what they read closes one, so their rows are theirs to write; a therapist has no part in it.
CREATE POLICY seen ON clin.task FOR SELECT TO app_clin USING (
  app.acting_role() IN ('patient', 'prescriber', 'coordinator') AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]));
CREATE POLICY opened ON clin.task FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND closed_at IS NULL AND app.acting_role() IN ('patient', 'prescriber', 'coordinator')
  AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]));
CREATE POLICY closed ON clin.task FOR UPDATE TO app_clin
  USING (app.acting_role() IN ('patient', 'prescriber', 'coordinator') AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]))
  -- Closed by oneself, or by its cause; a patient closes none by hand.
  WITH CHECK (organisation_id = app.org() AND (closed_by IS NULL OR (closed_by = app.uid() AND app.acting_role() <> 'patient'))
    AND patient_id = ANY ((SELECT app.granted('schedule'))::uuid[]));
CREATE POLICY engine ON clin.task TO engine USING (true) WITH CHECK (true);

GRANT SELECT, INSERT ON clin.task TO app_clin, engine;
GRANT UPDATE (opened_at, due_at, attempts, closed_at, closed_by, outcome, note, noted_by) ON clin.task TO app_clin, engine;

CALL app.refuse_in_emergency('clin.task');
