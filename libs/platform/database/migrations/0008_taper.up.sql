-- A plan as dated dose steps. Micrograms, whole numbers; zero is a dose.
CREATE TABLE clin.dose_step (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  starts_on       date NOT NULL,
  id              uuid NOT NULL,
  drug            text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('start', 'reduce', 'hold', 'step-back', 'stop')),
  total_ug        integer NOT NULL CHECK (total_ug >= 0),
  morning_ug      integer NOT NULL DEFAULT 0 CHECK (morning_ug >= 0),
  midday_ug       integer NOT NULL DEFAULT 0 CHECK (midday_ug >= 0),
  evening_ug      integer NOT NULL DEFAULT 0 CHECK (evening_ug >= 0),
  night_ug        integer NOT NULL DEFAULT 0 CHECK (night_ug >= 0),
  plan_version    integer NOT NULL DEFAULT 1,
  signed_by       uuid NOT NULL,
  signed_at       timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, patient_id, starts_on, id),
  UNIQUE (patient_id, plan_version, drug, starts_on),
  CHECK (total_ug = morning_ug + midday_ug + evening_ug + night_ug)
);
CALL app.protect('clin.dose_step');
CREATE POLICY seen ON clin.dose_step FOR SELECT TO app_clin USING (patient_id = ANY ((SELECT app.granted('taper_plan'))::uuid[]));
GRANT SELECT ON clin.dose_step TO app_clin;
