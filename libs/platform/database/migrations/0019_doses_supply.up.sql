-- What patients say about their doses. No row is no word, and never a missed dose. A record is withdrawn, never removed.
CREATE TABLE clin.dose_record (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  -- Made by the device, so that a repetition is the same record.
  id              uuid NOT NULL UNIQUE,
  local_date      date NOT NULL,
  slot            text NOT NULL CHECK (slot IN ('morning', 'midday', 'evening', 'night')),
  kind            text NOT NULL CHECK (kind IN ('taken', 'missed', 'extra', 'vomited', 'declined')),
  tapped_at       timestamptz NOT NULL,
  received_at     timestamptz NOT NULL,
  withdrawn_at    timestamptz,
  PRIMARY KEY (organisation_id, patient_id, id)
);
CREATE INDEX dose_record_of ON clin.dose_record (patient_id, local_date) WHERE withdrawn_at IS NULL;

-- What came into the house: so many quarters of a tablet, microlitres or milligrams of one product.
CREATE TABLE clin.dispensing (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  id              uuid NOT NULL UNIQUE,
  product         text NOT NULL CHECK (product ~ '^[a-z0-9-]{1,80}$'),
  quarters        integer CHECK (quarters > 0),
  ul              integer CHECK (ul > 0),
  mg              integer CHECK (mg > 0),
  -- What the label of a liquid says, which need not be what the product had so far.
  concentration_ug_per_ml integer CHECK (concentration_ug_per_ml > 0),
  dispensed_on    date NOT NULL,
  entered_by      uuid NOT NULL REFERENCES identity.account,
  entered_at      timestamptz NOT NULL,
  confirmed_at    timestamptz,
  confirmed_by    uuid REFERENCES identity.account,
  withdrawn_at    timestamptz,
  PRIMARY KEY (organisation_id, patient_id, id),
  CHECK (num_nonnulls(quarters, ul, mg) = 1),
  CHECK ((concentration_ug_per_ml IS NULL) = (ul IS NULL)),
  CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL))
);
CREATE INDEX dispensing_of ON clin.dispensing (patient_id, dispensed_on) WHERE withdrawn_at IS NULL;

-- What was last worked out about supply and silence of a patient, so that a change can be told from a repetition.
CREATE TABLE clin.dose_watch (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL UNIQUE REFERENCES identity.patient (id),
  runs_out_on     date,
  -- The tightest of 14, 7 and 3 days that people were told of.
  told_days       integer CHECK (told_days IN (3, 7, 14)),
  -- The run-out that they were told of.
  told_on         date,
  told_at         timestamptz,
  silent_since    date,
  next_at         timestamptz,
  PRIMARY KEY (organisation_id, patient_id)
);
CREATE INDEX dose_watch_due ON clin.dose_watch (next_at) WHERE next_at IS NOT NULL;

CALL app.protect('clin.dose_record');
CALL app.protect('clin.dispensing');
CALL app.protect('clin.dose_watch');

CREATE POLICY seen ON clin.dose_record FOR SELECT TO app_clin USING (
  app.acting_role() IN ('patient', 'prescriber', 'therapist') AND patient_id = ANY ((SELECT app.granted('doses'))::uuid[]));
CREATE POLICY said ON clin.dose_record FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND app.acting_role() = 'patient' AND withdrawn_at IS NULL AND patient_id = ANY ((SELECT app.granted('doses'))::uuid[]));
CREATE POLICY withdrawn ON clin.dose_record FOR UPDATE TO app_clin
  USING (app.acting_role() = 'patient' AND patient_id = ANY ((SELECT app.granted('doses'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('doses'))::uuid[]));
CREATE POLICY engine ON clin.dose_record FOR SELECT TO engine USING (true);

CREATE POLICY seen ON clin.dispensing FOR SELECT TO app_clin USING (
  app.acting_role() IN ('patient', 'prescriber') AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY entered ON clin.dispensing FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND entered_by = app.uid() AND app.acting_role() IN ('patient', 'prescriber') AND withdrawn_at IS NULL
  AND confirmed_at IS NULL AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY changed ON clin.dispensing FOR UPDATE TO app_clin
  USING (app.acting_role() IN ('patient', 'prescriber') AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY engine ON clin.dispensing FOR SELECT TO engine USING (true);

CREATE POLICY seen ON clin.dose_watch FOR SELECT TO app_clin USING (
  app.acting_role() IN ('patient', 'prescriber') AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY noted ON clin.dose_watch FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND app.acting_role() IN ('patient', 'prescriber') AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY noted_again ON clin.dose_watch FOR UPDATE TO app_clin
  USING (app.acting_role() IN ('patient', 'prescriber') AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY engine ON clin.dose_watch TO engine USING (true) WITH CHECK (true);

GRANT SELECT, INSERT ON clin.dose_record TO app_clin;
GRANT UPDATE (withdrawn_at) ON clin.dose_record TO app_clin;
GRANT SELECT ON clin.dose_record TO engine;
GRANT SELECT, INSERT ON clin.dispensing TO app_clin;
GRANT UPDATE (confirmed_at, confirmed_by, withdrawn_at) ON clin.dispensing TO app_clin;
GRANT SELECT ON clin.dispensing TO engine;
GRANT SELECT, INSERT, UPDATE ON clin.dose_watch TO app_clin, engine;

CALL app.refuse_in_emergency('clin.dose_record');
CALL app.refuse_in_emergency('clin.dispensing');
CALL app.refuse_in_emergency('clin.dose_watch');
