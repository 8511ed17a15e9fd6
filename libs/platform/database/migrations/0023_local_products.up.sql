-- Products of an organisation's own: compounded strengths, liquids of other countries. Signed plans are made of them, so what was entered never
-- changes: a product is retired, and another one entered.
CREATE TABLE clin.local_product (
  organisation_id uuid NOT NULL REFERENCES identity.organisation,
  code            text NOT NULL,
  -- As the rules checked it.
  product         jsonb NOT NULL,
  entered_by      uuid NOT NULL REFERENCES identity.account,
  entered_at      timestamptz NOT NULL,
  retired_by      uuid REFERENCES identity.account,
  retired_at      timestamptz,
  PRIMARY KEY (organisation_id, code),
  CHECK ((retired_at IS NULL) = (retired_by IS NULL))
);

CALL app.protect('clin.local_product');

-- Everybody of the organisation: a patient is shown the dose that is made of it.
CREATE POLICY seen ON clin.local_product FOR SELECT TO app_clin USING (organisation_id = app.org());
CREATE POLICY entered ON clin.local_product FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND entered_by = app.uid() AND app.acting_role() = 'administrator' AND retired_at IS NULL);
CREATE POLICY retired ON clin.local_product FOR UPDATE TO app_clin
  USING (organisation_id = app.org() AND app.acting_role() = 'administrator')
  WITH CHECK (organisation_id = app.org() AND retired_by = app.uid());
CREATE POLICY engine ON clin.local_product FOR SELECT TO engine USING (true);

GRANT SELECT, INSERT ON clin.local_product TO app_clin;
GRANT UPDATE (retired_by, retired_at) ON clin.local_product TO app_clin;
GRANT SELECT ON clin.local_product TO engine;
