-- What an organisation asks of every plan beyond the fixed rules: figures that a clinician signed, each time as a whole table. Versions are kept,
-- because findings name the one they were made by; none is ever changed or taken away.
CREATE TABLE clin.taper_settings (
  organisation_id uuid NOT NULL REFERENCES identity.organisation,
  version         integer NOT NULL CHECK (version > 0),
  -- As the rules checked it: within bounds that can only be tightened.
  settings        jsonb NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
  signed_by       uuid NOT NULL REFERENCES identity.account,
  signed_at       timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, version)
);

CALL app.protect('clin.taper_settings');

CREATE POLICY seen ON clin.taper_settings FOR SELECT TO app_clin USING (
  organisation_id = app.org() AND app.acting_role() IN ('prescriber', 'safety-lead', 'administrator'));
CREATE POLICY signed ON clin.taper_settings FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND app.acting_role() = 'safety-lead' AND signed_by = app.uid());

GRANT SELECT, INSERT ON clin.taper_settings TO app_clin;
