CREATE TABLE identity.organisation (
  id             uuid PRIMARY KEY,
  name           text NOT NULL,
  zone           text NOT NULL,
  country        char(2) NOT NULL,
  language       text NOT NULL CHECK (language IN ('en', 'es')),
  -- What patients are told about when a human looks, per language.
  reading_hours  jsonb NOT NULL,
  welfare_text   jsonb NOT NULL,
  -- The number that is told when the whole ladder stayed silent. Without it no E0 or E1 may be accepted.
  fallback_name  text NOT NULL,
  fallback_phone text NOT NULL,
  fallback_email text,
  created_at     timestamptz NOT NULL
);

-- One data key per person, wrapped by the installation's key. Destroying the row is what erasure means; in backups that were made before it is complete when they are thrown away.
CREATE TABLE identity.data_key (
  subject_id  uuid PRIMARY KEY,
  key_version smallint NOT NULL,
  wrapped     bytea NOT NULL,
  created_at  timestamptz NOT NULL
);

CREATE TABLE identity.account (
  id          uuid PRIMARY KEY,
  -- Keyed hash of the lower-cased address: sign-in can find it, a dump cannot read it.
  email_index bytea NOT NULL UNIQUE,
  -- {displayName, email} sealed with the account's data key.
  profile     bytea NOT NULL,
  language    text NOT NULL CHECK (language IN ('en', 'es')),
  created_at  timestamptz NOT NULL,
  disabled_at timestamptz
);

-- Shaped for passkeys and one-time codes too; today's only kind is the password.
CREATE TABLE identity.credential (
  id         uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.account,
  kind       text NOT NULL CHECK (kind IN ('password', 'passkey', 'totp', 'recovery-code')),
  secret     text NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE UNIQUE INDEX credential_one_password ON identity.credential (account_id) WHERE kind = 'password';

CREATE TABLE identity.membership (
  id              uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES identity.organisation,
  account_id      uuid NOT NULL REFERENCES identity.account,
  role            text NOT NULL CHECK (role IN ('patient','prescriber','therapist','coordinator','safety-lead','administrator','auditor')),
  starts_at       timestamptz NOT NULL,
  ends_at         timestamptz,
  UNIQUE (organisation_id, account_id, role)
);

-- The record belongs to one organisation. `profile` = {name, birthYear, phone, address, emergencyContact}, sealed with the patient's key.
CREATE TABLE identity.patient (
  organisation_id uuid NOT NULL REFERENCES identity.organisation,
  id              uuid NOT NULL UNIQUE,
  account_id      uuid NOT NULL REFERENCES identity.account,
  profile         bytea NOT NULL,
  zone            text NOT NULL,
  country         char(2) NOT NULL,
  language        text NOT NULL CHECK (language IN ('en', 'es')),
  -- Facts that change a tier, e.g. {"seizureHistory": true}; sealed.
  risk            bytea,
  created_at      timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, account_id)
);

-- A check-in of last month keeps the zone of last month.
CREATE TABLE identity.patient_zone (
  patient_id uuid NOT NULL REFERENCES identity.patient (id),
  zone       text NOT NULL,
  since      timestamptz NOT NULL,
  PRIMARY KEY (patient_id, since)
);

CREATE TABLE identity.session (
  id              uuid PRIMARY KEY,
  token_hash      bytea NOT NULL UNIQUE,
  account_id      uuid NOT NULL REFERENCES identity.account,
  organisation_id uuid NOT NULL REFERENCES identity.organisation,
  role            text NOT NULL,
  realm           text NOT NULL CHECK (realm IN ('clinical', 'peer')),
  patient_id      uuid,
  stepped_up_at   timestamptz,
  created_at      timestamptz NOT NULL,
  last_seen_at    timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  ended_at        timestamptz,
  device          text NOT NULL,
  CHECK (role <> 'patient' OR patient_id IS NOT NULL)
);
CREATE INDEX session_account ON identity.session (account_id) WHERE ended_at IS NULL;

-- Failures are counted in PostgreSQL, so that a restart or a second process does not reset a lock-out.
CREATE TABLE identity.sign_in_attempt (
  email_index bytea NOT NULL,
  network     bytea NOT NULL,
  at          timestamptz NOT NULL,
  succeeded   boolean NOT NULL
);
CREATE INDEX sign_in_attempt_recent ON identity.sign_in_attempt (email_index, at);
CREATE INDEX sign_in_attempt_network ON identity.sign_in_attempt (network, at);

-- Sockets authenticate with a ticket that works once, for a minute.
CREATE TABLE identity.socket_ticket (
  ticket_hash bytea PRIMARY KEY,
  session_id  uuid NOT NULL REFERENCES identity.session,
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz
);

-- The flat list that row-level security reads: one row per (person acting in a role, category, patient). It is never
-- written by hand, only by clin.refresh_grants in the transaction that changes a team or a consent.
CREATE TABLE identity.access_grant (
  account_id  uuid NOT NULL,
  role        text NOT NULL,
  category    text NOT NULL,
  patient_id  uuid NOT NULL,
  valid_from  timestamptz NOT NULL,
  valid_until timestamptz,
  basis_kind  text NOT NULL CHECK (basis_kind IN ('self', 'team', 'consent', 'alert', 'break-glass')),
  basis_id    uuid NOT NULL,
  PRIMARY KEY (account_id, role, category, patient_id, basis_id)
);
CREATE INDEX access_grant_patient ON identity.access_grant (patient_id);

-- Evaluated once per statement, as a scalar sub-select: `patient_id = ANY ((SELECT app.granted('scores'))::uuid[])`.
CREATE FUNCTION app.granted(wanted text) RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT coalesce(array_agg(DISTINCT g.patient_id), '{}')
    FROM identity.access_grant g
    WHERE g.account_id = app.uid() AND g.role = app.acting_role() AND g.category = wanted
      AND g.valid_from <= clock.now() AND (g.valid_until IS NULL OR g.valid_until > clock.now())
  $$;

CALL app.protect('identity.organisation');
CALL app.protect('identity.data_key');
CALL app.protect('identity.account');
CALL app.protect('identity.credential');
CALL app.protect('identity.membership');
CALL app.protect('identity.patient');
CALL app.protect('identity.patient_zone');
CALL app.protect('identity.session');
CALL app.protect('identity.sign_in_attempt');
CALL app.protect('identity.socket_ticket');
CALL app.protect('identity.access_grant');

CREATE POLICY own_organisation ON identity.organisation FOR SELECT TO app_clin USING (id = app.org());
CREATE POLICY engine ON identity.organisation FOR SELECT TO engine USING (true);

-- A key opens nothing by itself: the sealed column it belongs to has the policy that matters. A key may be read by
-- whoever may read anything of that patient, by the account itself and by colleagues of the same organisation for names.
CREATE POLICY of_reachable ON identity.data_key FOR SELECT TO app_clin USING (
  subject_id = app.uid()
  OR EXISTS (SELECT 1 FROM identity.membership m WHERE m.account_id = subject_id AND m.organisation_id = app.org())
  OR EXISTS (SELECT 1 FROM identity.patient p WHERE p.id = subject_id));
CREATE POLICY engine ON identity.data_key FOR SELECT TO engine USING (true);

CREATE POLICY colleagues ON identity.account FOR SELECT TO app_clin USING (
  id = app.uid()
  OR (app.acting_role() <> 'patient' AND EXISTS (
    SELECT 1 FROM identity.membership m WHERE m.account_id = account.id AND m.organisation_id = app.org() AND m.role <> 'patient')));
CREATE POLICY own_language ON identity.account FOR UPDATE TO app_clin USING (id = app.uid()) WITH CHECK (id = app.uid());
CREATE POLICY engine ON identity.account FOR SELECT TO engine USING (true);

CREATE POLICY own_organisation ON identity.membership FOR SELECT TO app_clin USING (
  account_id = app.uid() OR (organisation_id = app.org() AND app.acting_role() <> 'patient'));
CREATE POLICY engine ON identity.membership FOR SELECT TO engine USING (true);

CREATE POLICY reachable ON identity.patient FOR SELECT TO app_clin USING (
  id = ANY ((SELECT app.granted('team'))::uuid[]));
CREATE POLICY engine ON identity.patient FOR SELECT TO engine USING (true);
CREATE POLICY reachable ON identity.patient_zone FOR SELECT TO app_clin USING (
  patient_id = ANY ((SELECT app.granted('team'))::uuid[]));
CREATE POLICY engine ON identity.patient_zone FOR SELECT TO engine USING (true);

CREATE POLICY own ON identity.session FOR SELECT TO app_clin USING (account_id = app.uid());
CREATE POLICY own_update ON identity.session FOR UPDATE TO app_clin USING (account_id = app.uid()) WITH CHECK (account_id = app.uid());
CREATE POLICY own ON identity.socket_ticket FOR INSERT TO app_clin WITH CHECK (
  EXISTS (SELECT 1 FROM identity.session s WHERE s.id = session_id AND s.account_id = app.uid()));
CREATE POLICY own ON identity.access_grant FOR SELECT TO app_clin USING (account_id = app.uid());
CREATE POLICY engine ON identity.access_grant FOR SELECT TO engine USING (true);

-- Signing in happens before anybody is known, so it runs as its own role with a handful of rights and no health data.
CREATE POLICY gate ON identity.organisation FOR SELECT TO gate USING (true);
CREATE POLICY gate ON identity.data_key FOR SELECT TO gate USING (true);
CREATE POLICY gate ON identity.account FOR SELECT TO gate USING (true);
CREATE POLICY gate ON identity.credential FOR SELECT TO gate USING (true);
CREATE POLICY gate_used ON identity.credential FOR UPDATE TO gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON identity.membership FOR SELECT TO gate USING (true);
CREATE POLICY gate ON identity.patient FOR SELECT TO gate USING (true);
CREATE POLICY gate ON identity.session TO gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON identity.sign_in_attempt TO gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON identity.socket_ticket TO gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON audit.entry FOR INSERT TO gate WITH CHECK (true);

GRANT USAGE ON SCHEMA identity TO app_clin, engine, gate;
GRANT USAGE ON SCHEMA app, clock, audit TO gate;
GRANT EXECUTE ON FUNCTION clock.now(), app.uid(), app.org(), app.acting_role() TO gate;
REVOKE EXECUTE ON FUNCTION app.granted(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.granted(text) TO app_clin;
GRANT SELECT ON identity.organisation, identity.data_key, identity.account, identity.membership, identity.patient,
  identity.patient_zone, identity.access_grant TO app_clin, engine;
GRANT UPDATE (language) ON identity.account TO app_clin;
GRANT SELECT ON identity.session TO app_clin;
-- Roles and tokens change through the gate alone, so that no statement of a request can act in another role afterwards.
GRANT UPDATE (ended_at) ON identity.session TO app_clin;
GRANT INSERT ON identity.socket_ticket TO app_clin;
GRANT SELECT ON identity.organisation, identity.data_key, identity.account, identity.credential, identity.membership TO gate;
GRANT SELECT (organisation_id, id, account_id, zone, country, language) ON identity.patient TO gate;
GRANT UPDATE (last_used_at, secret) ON identity.credential TO gate;
GRANT SELECT, INSERT, UPDATE ON identity.session, identity.socket_ticket TO gate;
GRANT SELECT, INSERT ON identity.sign_in_attempt TO gate;
GRANT INSERT ON audit.entry TO gate;
