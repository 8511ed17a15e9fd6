-- Emergency access reads and never writes; the loop of 0013 saw the tables of its day. Tables that come later call this after their grants.
CREATE PROCEDURE app.refuse_in_emergency(target regclass) LANGUAGE plpgsql AS $$
DECLARE
  nobody constant text := '(app.acting_role() NOT IN (''prescriber'', ''safety-lead'') OR patient_id <> ALL ((SELECT app.only_in_emergency())::uuid[]))';
BEGIN
  IF has_any_column_privilege('app_clin', target, 'INSERT') THEN EXECUTE format('CREATE POLICY no_emergency_insert ON %s AS RESTRICTIVE FOR INSERT TO app_clin WITH CHECK %s', target, nobody); END IF;
  IF has_any_column_privilege('app_clin', target, 'UPDATE') THEN EXECUTE format('CREATE POLICY no_emergency_update ON %s AS RESTRICTIVE FOR UPDATE TO app_clin USING %s', target, nobody); END IF;
  IF has_table_privilege('app_clin', target, 'DELETE') THEN EXECUTE format('CREATE POLICY no_emergency_delete ON %s AS RESTRICTIVE FOR DELETE TO app_clin USING %s', target, nobody); END IF;
END $$;
REVOKE EXECUTE ON PROCEDURE app.refuse_in_emergency(regclass) FROM PUBLIC;

-- Plans as versions. What was signed never changes; what happens to it afterwards stands beside it as changes.
CREATE TABLE clin.plan_version (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  number          integer NOT NULL CHECK (number > 0),
  id              uuid NOT NULL UNIQUE,
  based_on        integer,
  state           text NOT NULL CHECK (state IN ('draft', 'checked', 'signed', 'active', 'held', 'completed', 'stopped')),
  starts_on       date NOT NULL,
  -- Everything from which each dated dose follows, without what happened since.
  plan            jsonb NOT NULL,
  -- What was known of the patient when the findings were made.
  facts           jsonb,
  findings        jsonb NOT NULL DEFAULT '[]',
  author          uuid NOT NULL REFERENCES identity.account,
  reason          bytea,
  row_version     integer NOT NULL DEFAULT 1,
  created_at      timestamptz NOT NULL,
  checked_at      timestamptz,
  signed_by       uuid REFERENCES identity.account,
  signed_at       timestamptz,
  activated_at    timestamptz,
  ended           text CHECK (ended IN ('zero', 'maintenance', 'replaced', 'stopped-by-prescriber')),
  ended_at        timestamptz,
  held_at         timestamptz,
  held_by         text CHECK (held_by IN ('patient', 'prescriber')),
  read_at         timestamptz,
  -- The cut of this date was let through the evening before.
  passed_cut      date,
  -- When the calendar has to look at it again; NULL when it never has to.
  next_at         timestamptz,
  PRIMARY KEY (organisation_id, patient_id, number),
  CHECK ((signed_at IS NULL) = (state IN ('draft', 'checked')) AND (signed_at IS NULL) = (signed_by IS NULL)),
  CHECK ((ended IS NULL) = (state NOT IN ('completed', 'stopped')) AND (ended IS NULL) = (ended_at IS NULL)),
  CHECK ((held_at IS NULL) = (state <> 'held')),
  CHECK (next_at IS NULL OR state IN ('signed', 'active', 'held'))
);
-- Two plans at once would prescribe the same days.
CREATE UNIQUE INDEX plan_version_running ON clin.plan_version (patient_id) WHERE state IN ('active', 'held');
CREATE UNIQUE INDEX plan_version_coming ON clin.plan_version (patient_id) WHERE state = 'signed';
CREATE INDEX plan_version_due ON clin.plan_version (next_at) WHERE next_at IS NOT NULL;

-- Why a finding does not stop a plan, and who says so.
CREATE TABLE clin.plan_sign_off (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  number          integer NOT NULL,
  id              uuid NOT NULL UNIQUE,
  kind            text NOT NULL CHECK (kind IN ('override', 'reason', 'second-sign-off', 'specialist-sign-off')),
  rule            text NOT NULL,
  rule_version    integer NOT NULL,
  on_date         date,
  reason          bytea NOT NULL,
  by_account      uuid NOT NULL REFERENCES identity.account,
  -- A specialist without an account here, as whoever wrote it down named them.
  by_name         bytea,
  confirmed_twice boolean NOT NULL,
  at              timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, patient_id, number, id),
  FOREIGN KEY (organisation_id, patient_id, number) REFERENCES clin.plan_version ON DELETE CASCADE
);

-- What happened to a plan since it was signed. A change is taken back, never removed.
CREATE TABLE clin.plan_change (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  -- Made by the device, so that a repetition is the same change.
  id              uuid NOT NULL UNIQUE,
  number          integer NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('hold', 'slow-down', 'step-back', 'restart')),
  cause           text NOT NULL CHECK (cause IN ('patient', 'prescriber', 'cut-not-started', 'locked')),
  on_date         date NOT NULL,
  days            integer CHECK (days > 0),
  steps           integer CHECK (steps > 0),
  -- Rules for which the next step was locked.
  because         text[],
  made_by         uuid REFERENCES identity.account,
  tapped_at       timestamptz NOT NULL,
  received_at     timestamptz NOT NULL,
  -- Which of two changes of one moment came first: a hold after a restart holds, one before it is over.
  seq             bigint GENERATED ALWAYS AS IDENTITY,
  undone_at       timestamptz,
  PRIMARY KEY (organisation_id, patient_id, id),
  FOREIGN KEY (organisation_id, patient_id, number) REFERENCES clin.plan_version,
  CHECK (days IS NULL OR kind = 'hold'),
  CHECK ((steps IS NULL) = (kind <> 'step-back')),
  -- A patient slows a plan down and does nothing else to it.
  CHECK (cause <> 'patient' OR kind IN ('hold', 'slow-down')),
  CHECK ((made_by IS NULL) = (cause IN ('cut-not-started', 'locked'))),
  CHECK (because IS NULL OR (cause = 'locked' AND kind = 'hold'))
);
CREATE INDEX plan_change_of ON clin.plan_change (organisation_id, patient_id, number);

-- A clinician has looked at the patient before the cut of this date.
CREATE TABLE clin.step_review (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  number          integer NOT NULL,
  cut_on          date NOT NULL,
  id              uuid NOT NULL UNIQUE,
  decision        text NOT NULL CHECK (decision IN ('go-on', 'hold', 'step-back')),
  note            bytea,
  reviewed_by     uuid NOT NULL REFERENCES identity.account,
  at              timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, patient_id, number, cut_on, id),
  FOREIGN KEY (organisation_id, patient_id, number) REFERENCES clin.plan_version
);

-- Check-ins go on for a year after the last dose of a plan: which plan, so that they are planned once.
ALTER TABLE clin.check_in_schedule ADD COLUMN after_care_of uuid REFERENCES clin.plan_version (id);
CREATE INDEX check_in_schedule_after_care ON clin.check_in_schedule (after_care_of) WHERE after_care_of IS NOT NULL;
CREATE INDEX plan_version_zero ON clin.plan_version (ended_at) WHERE ended = 'zero';

-- The steps follow the versions now: they are written again after every change, and two more kinds are possible.
ALTER TABLE clin.dose_step DROP CONSTRAINT dose_step_kind_check;
ALTER TABLE clin.dose_step ADD CONSTRAINT dose_step_kind_check CHECK (kind IN ('start', 'reduce', 'hold', 'step-back', 'stop', 'switch', 'maintenance'));

CALL app.protect('clin.plan_version');
CALL app.protect('clin.plan_sign_off');
CALL app.protect('clin.plan_change');
CALL app.protect('clin.step_review');

-- A second line behind the application: what was signed stays as it was, and a patient slows down, reads, and nothing else.
CREATE FUNCTION clin.keep_signed_plan() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF (OLD.signed_at IS NOT NULL OR app.acting_role() = 'patient') AND
     (NEW.plan, NEW.starts_on, NEW.based_on, NEW.findings, NEW.facts, NEW.author, NEW.reason, NEW.signed_by, NEW.signed_at) IS DISTINCT FROM
     (OLD.plan, OLD.starts_on, OLD.based_on, OLD.findings, OLD.facts, OLD.author, OLD.reason, OLD.signed_by, OLD.signed_at) THEN
    RAISE EXCEPTION 'A signed plan is never changed' USING ERRCODE = 'check_violation';
  END IF;
  IF app.acting_role() = 'patient' AND NEW.state <> OLD.state AND NOT (OLD.state IN ('active', 'held') AND NEW.state IN ('active', 'held')) THEN
    RAISE EXCEPTION 'A patient holds a plan and goes on with it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_signed BEFORE UPDATE ON clin.plan_version FOR EACH ROW EXECUTE FUNCTION clin.keep_signed_plan();
REVOKE EXECUTE ON FUNCTION clin.keep_signed_plan() FROM PUBLIC;

CREATE POLICY seen ON clin.plan_version FOR SELECT TO app_clin USING (
  (app.acting_role() <> 'patient' OR signed_at IS NOT NULL) AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY written ON clin.plan_version FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND author = app.uid() AND app.acting_role() = 'prescriber' AND state = 'draft'
  AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY changed ON clin.plan_version FOR UPDATE TO app_clin
  USING (app.acting_role() IN ('patient', 'prescriber') AND (app.acting_role() <> 'patient' OR signed_at IS NOT NULL)
    AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY discarded ON clin.plan_version FOR DELETE TO app_clin USING (
  app.acting_role() = 'prescriber' AND signed_at IS NULL AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY engine ON clin.plan_version TO engine USING (true) WITH CHECK (true);

CREATE POLICY seen ON clin.plan_sign_off FOR SELECT TO app_clin USING (
  app.acting_role() <> 'patient' AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY written ON clin.plan_sign_off FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND by_account = app.uid() AND app.acting_role() = 'prescriber'
  AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY forgotten ON clin.plan_sign_off FOR DELETE TO app_clin USING (
  app.acting_role() = 'prescriber' AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY engine ON clin.plan_sign_off FOR SELECT TO engine USING (true);

CREATE POLICY seen ON clin.plan_change FOR SELECT TO app_clin USING (patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY made ON clin.plan_change FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND made_by = app.uid() AND cause = app.acting_role() AND cause IN ('patient', 'prescriber')
  AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY undone ON clin.plan_change FOR UPDATE TO app_clin
  USING (app.acting_role() IN ('patient', 'prescriber') AND (app.acting_role() = 'prescriber' OR made_by = app.uid())
    AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY engine ON clin.plan_change TO engine USING (true) WITH CHECK (true);

CREATE POLICY seen ON clin.step_review FOR SELECT TO app_clin USING (
  app.acting_role() <> 'patient' AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY written ON clin.step_review FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND reviewed_by = app.uid() AND app.acting_role() = 'prescriber'
  AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY engine ON clin.step_review FOR SELECT TO engine USING (true);

-- Steps are a projection of versions and changes; whoever may change a plan writes it in the same transaction.
CREATE POLICY projected ON clin.dose_step FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND app.acting_role() IN ('patient', 'prescriber') AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY projected_again ON clin.dose_step FOR UPDATE TO app_clin
  USING (app.acting_role() IN ('patient', 'prescriber') AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY projected_away ON clin.dose_step FOR DELETE TO app_clin USING (
  app.acting_role() IN ('patient', 'prescriber') AND patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
CREATE POLICY engine ON clin.dose_step TO engine USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON clin.plan_version TO app_clin;
GRANT SELECT, UPDATE ON clin.plan_version TO engine;
GRANT SELECT, INSERT, DELETE ON clin.plan_sign_off TO app_clin;
GRANT SELECT ON clin.plan_sign_off TO engine;
GRANT SELECT, INSERT ON clin.plan_change TO app_clin, engine;
GRANT UPDATE (undone_at) ON clin.plan_change TO app_clin, engine;
GRANT UPDATE (because) ON clin.plan_change TO engine;
GRANT SELECT, INSERT ON clin.step_review TO app_clin;
GRANT SELECT ON clin.step_review TO engine;
GRANT INSERT, UPDATE, DELETE ON clin.dose_step TO app_clin;
GRANT SELECT, INSERT, UPDATE, DELETE ON clin.dose_step TO engine;

CALL app.refuse_in_emergency('clin.plan_version');
CALL app.refuse_in_emergency('clin.plan_sign_off');
CALL app.refuse_in_emergency('clin.plan_change');
CALL app.refuse_in_emergency('clin.step_review');
CALL app.refuse_in_emergency('clin.dose_step');
