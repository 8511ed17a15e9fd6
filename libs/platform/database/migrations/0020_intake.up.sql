-- What a prescriber found at the beginning, and again whenever it changed. Every intake stays; the newest one counts.
CREATE TABLE clin.intake (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  recorded_at     timestamptz NOT NULL,
  id              uuid NOT NULL UNIQUE,
  recorded_by     uuid NOT NULL REFERENCES identity.account,
  -- On the patient's calendar.
  recorded_on     date NOT NULL,
  -- What is really taken, medicine by medicine, in micrograms.
  taken           jsonb NOT NULL,
  indication      text NOT NULL,
  months_of_use   integer CHECK (months_of_use >= 0),
  factors         text[] NOT NULL,
  risk_review_on  date,
  words           bytea,
  PRIMARY KEY (organisation_id, patient_id, recorded_at, id)
);

-- Other medicines, sealed: a name says more than a dose.
CREATE TABLE clin.other_medicine (
  organisation_id     uuid NOT NULL,
  patient_id          uuid NOT NULL REFERENCES identity.patient (id),
  id                  uuid NOT NULL UNIQUE,
  name                bytea NOT NULL,
  -- NULL: from before anybody asked, and still taken.
  started_on          date,
  stopped_on          date,
  entered_by          uuid NOT NULL REFERENCES identity.account,
  entered_at          timestamptz NOT NULL,
  -- A prescriber has thought about what its start, or its stop, does to the dose.
  started_reviewed_at timestamptz,
  stopped_reviewed_at timestamptz,
  reviewed_by         uuid REFERENCES identity.account,
  PRIMARY KEY (organisation_id, patient_id, id),
  CHECK (stopped_on >= started_on),
  CHECK (stopped_reviewed_at IS NULL OR stopped_on IS NOT NULL)
);

-- People outside who treat the patient too.
CREATE TABLE clin.outside_clinician (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  id              uuid NOT NULL UNIQUE,
  role            text NOT NULL,
  -- Name, telephone, address of mail.
  contact         bytea NOT NULL,
  entered_by      uuid NOT NULL REFERENCES identity.account,
  entered_at      timestamptz NOT NULL,
  removed_at      timestamptz,
  PRIMARY KEY (organisation_id, patient_id, id)
);

CALL app.protect('clin.intake');
CALL app.protect('clin.other_medicine');
CALL app.protect('clin.outside_clinician');

-- Prescribers write. The patient's own transactions read the first two, because rules ask about factors when a patient holds a plan.
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('intake', 'recorded_by', '''patient'', ''prescriber'''), ('other_medicine', 'entered_by', '''patient'', ''prescriber'''), ('outside_clinician', 'entered_by', '''prescriber''')) AS v(t, author, readers) LOOP
    EXECUTE format('CREATE POLICY seen ON clin.%I FOR SELECT TO app_clin USING (app.acting_role() IN (%s) AND patient_id = ANY ((SELECT app.granted(''taper_plan''))::uuid[]))', r.t, r.readers);
    EXECUTE format('CREATE POLICY written ON clin.%I FOR INSERT TO app_clin WITH CHECK (organisation_id = app.org() AND %I = app.uid() AND app.acting_role() = ''prescriber'' AND patient_id = ANY ((SELECT app.granted(''taper_plan''))::uuid[]))', r.t, r.author);
    CONTINUE WHEN r.t = 'intake';
    EXECUTE format('CREATE POLICY changed ON clin.%I FOR UPDATE TO app_clin USING (app.acting_role() = ''prescriber'' AND patient_id = ANY ((SELECT app.granted(''taper_plan''))::uuid[])) WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted(''taper_plan''))::uuid[]))', r.t);
  END LOOP;
END $$;
CREATE POLICY engine ON clin.intake FOR SELECT TO engine USING (true);
CREATE POLICY engine ON clin.other_medicine FOR SELECT TO engine USING (true);

GRANT SELECT, INSERT ON clin.intake, clin.other_medicine, clin.outside_clinician TO app_clin;
GRANT UPDATE (stopped_on, started_reviewed_at, stopped_reviewed_at, reviewed_by) ON clin.other_medicine TO app_clin;
GRANT UPDATE (removed_at) ON clin.outside_clinician TO app_clin;
GRANT SELECT ON clin.intake, clin.other_medicine TO engine;

CALL app.refuse_in_emergency('clin.intake');
CALL app.refuse_in_emergency('clin.other_medicine');
CALL app.refuse_in_emergency('clin.outside_clinician');
