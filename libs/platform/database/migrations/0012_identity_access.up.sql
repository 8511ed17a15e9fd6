-- Who gets in, and by what: invitations, second factors, passkeys, resets by link.

ALTER TABLE identity.organisation ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false;

-- `secret` is a PHC string for a password, a keyed hash for a recovery code, and sealed with the account's key for the others.
ALTER TABLE identity.credential
  -- SHA-256 of what a passkey calls itself: how it is found when somebody signs in without an address.
  ADD COLUMN handle     bytea,
  -- Begun and not shown to work yet: counts for nothing.
  ADD COLUMN pending    boolean NOT NULL DEFAULT false,
  -- The newest time step of a one-time code that was used. The same or an older one is refused.
  ADD COLUMN last_step  bigint,
  -- What the passkey last counted. A smaller number is written down as a warning.
  ADD COLUMN sign_count bigint,
  ADD CONSTRAINT credential_handle CHECK ((kind = 'passkey') = (handle IS NOT NULL));
CREATE UNIQUE INDEX credential_handle ON identity.credential (handle) WHERE kind = 'passkey';
CREATE UNIQUE INDEX credential_one_totp ON identity.credential (account_id, pending) WHERE kind = 'totp';
CREATE INDEX credential_account ON identity.credential (account_id);

CREATE TABLE identity.invitation (
  organisation_id uuid NOT NULL REFERENCES identity.organisation,
  id              uuid PRIMARY KEY,
  purpose         text NOT NULL CHECK (purpose IN ('staff', 'patient', 'care-team')),
  role            text NOT NULL,
  -- Whose care team somebody is invited to.
  patient_id      uuid REFERENCES identity.patient (id),
  -- {name, email} sealed with a key of the invitation's own.
  contact         bytea NOT NULL,
  email_index     bytea NOT NULL,
  language        text NOT NULL CHECK (language IN ('en', 'es')),
  token_hash      bytea NOT NULL UNIQUE,
  invited_by      uuid NOT NULL REFERENCES identity.account,
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  mailed_at       timestamptz,
  accepted_at     timestamptz,
  accepted_by     uuid REFERENCES identity.account,
  revoked_at      timestamptz,
  CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
  CHECK (accepted_at IS NULL OR revoked_at IS NULL),
  CHECK ((purpose = 'care-team') = (patient_id IS NOT NULL)),
  CHECK ((purpose = 'patient') = (role = 'patient'))
);
CREATE INDEX invitation_organisation ON identity.invitation (organisation_id, created_at);

-- Between the password and the second factor: names an account and can do nothing else.
CREATE TABLE identity.pending_sign_in (
  token_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.account,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);

-- What a passkey is asked to sign: once, within five minutes, for the one thing it was made for.
CREATE TABLE identity.passkey_challenge (
  challenge_hash bytea PRIMARY KEY,
  purpose        text NOT NULL CHECK (purpose IN ('register', 'sign-in', 'second-factor', 'step-up')),
  account_id     uuid REFERENCES identity.account,
  expires_at     timestamptz NOT NULL,
  used_at        timestamptz,
  CHECK ((purpose = 'sign-in') = (account_id IS NULL))
);

-- A wish for a new password. Written for every address, known or not: who waits for the answer learns nothing.
CREATE TABLE identity.password_reset (
  id          uuid PRIMARY KEY,
  email_index bytea NOT NULL,
  token_hash  bytea NOT NULL UNIQUE,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  mailed_at   timestamptz,
  used_at     timestamptz
);
CREATE INDEX password_reset_address ON identity.password_reset (email_index, created_at);

-- A member of staff who lost every second factor: one administrator asks, another one agrees.
CREATE TABLE identity.factor_reset (
  organisation_id uuid NOT NULL REFERENCES identity.organisation,
  id              uuid PRIMARY KEY,
  account_id      uuid NOT NULL REFERENCES identity.account,
  asked_by        uuid NOT NULL REFERENCES identity.account,
  asked_at        timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  agreed_by       uuid REFERENCES identity.account,
  agreed_at       timestamptz,
  CHECK (asked_by <> account_id),
  CHECK (agreed_by IS NULL OR (agreed_by <> account_id AND agreed_by <> asked_by)),
  CHECK ((agreed_by IS NULL) = (agreed_at IS NULL))
);

CALL app.protect('identity.invitation');
CALL app.protect('identity.pending_sign_in');
CALL app.protect('identity.passkey_challenge');
CALL app.protect('identity.password_reset');
CALL app.protect('identity.factor_reset');

-- Each sees and writes the invitations of their own office: people of the organisation, patients, a patient's team.
-- Whom an alert has paged reads the team and invites nobody to it.
CREATE POLICY office ON identity.invitation FOR SELECT TO app_clin USING (
  organisation_id = app.org() AND CASE purpose
    WHEN 'staff' THEN app.acting_role() = 'administrator'
    WHEN 'patient' THEN app.acting_role() = 'coordinator'
    ELSE app.acting_role() IN ('patient', 'coordinator') AND patient_id = ANY ((SELECT app.granted('team'))::uuid[]) END);
CREATE POLICY office_new ON identity.invitation FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND invited_by = app.uid() AND CASE purpose
    WHEN 'staff' THEN app.acting_role() = 'administrator'
    WHEN 'patient' THEN app.acting_role() = 'coordinator'
    ELSE app.acting_role() IN ('patient', 'coordinator') AND patient_id = ANY ((SELECT app.belongs_to())::uuid[]) END);
CREATE POLICY office_revoke ON identity.invitation FOR UPDATE TO app_clin USING (
  organisation_id = app.org() AND CASE purpose
    WHEN 'staff' THEN app.acting_role() = 'administrator'
    WHEN 'patient' THEN app.acting_role() = 'coordinator'
    ELSE app.acting_role() IN ('patient', 'coordinator') AND patient_id = ANY ((SELECT app.belongs_to())::uuid[]) END);
CREATE POLICY engine ON identity.invitation FOR SELECT TO engine USING (true);
CREATE POLICY engine_mailed ON identity.invitation FOR UPDATE TO engine USING (true);
CREATE POLICY gate ON identity.invitation FOR SELECT TO gate USING (true);
CREATE POLICY gate_accept ON identity.invitation FOR UPDATE TO gate USING (true);

CREATE POLICY gate ON identity.pending_sign_in TO gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON identity.passkey_challenge TO gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON identity.password_reset TO gate USING (true) WITH CHECK (true);
CREATE POLICY engine ON identity.password_reset FOR SELECT TO engine USING (true);
CREATE POLICY engine_mailed ON identity.password_reset FOR UPDATE TO engine USING (true);

CREATE POLICY administrators ON identity.factor_reset FOR SELECT TO app_clin USING (organisation_id = app.org() AND app.acting_role() = 'administrator');
CREATE POLICY gate ON identity.factor_reset TO gate USING (true) WITH CHECK (true);

-- A key that seals the contact of an invitation is made with it and read by whoever may read the invitation.
CREATE POLICY of_invitation ON identity.data_key FOR SELECT TO app_clin USING (EXISTS (SELECT 1 FROM identity.invitation i WHERE i.id = subject_id));
CREATE POLICY for_invitation ON identity.data_key FOR INSERT TO app_clin WITH CHECK (app.acting_role() IN ('administrator', 'coordinator', 'patient'));
CREATE POLICY gate_new ON identity.data_key FOR INSERT TO gate WITH CHECK (true);

-- Accepting happens before anybody is known. Whatever goes wrong there, nobody gets a role without an open invitation to it.
-- A patient's team makes nobody a prescriber or a coordinator of the organisation: both reach beyond that team.
CREATE FUNCTION app.is_invited(to_organisation uuid, as_role text) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog
  AS $$ SELECT EXISTS (SELECT 1 FROM identity.invitation i WHERE i.organisation_id = to_organisation AND i.role = as_role
    AND (i.purpose <> 'care-team' OR i.role = 'therapist')
    AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > clock.now()) $$;
CREATE POLICY gate_new ON identity.account FOR INSERT TO gate WITH CHECK (true);
CREATE POLICY gate_new ON identity.credential FOR INSERT TO gate WITH CHECK (true);
CREATE POLICY gate_gone ON identity.credential FOR DELETE TO gate USING (kind <> 'password');
CREATE POLICY gate_new ON identity.membership FOR INSERT TO gate WITH CHECK (app.is_invited(organisation_id, role));
CREATE POLICY gate_again ON identity.membership FOR UPDATE TO gate USING (app.is_invited(organisation_id, role));
CREATE POLICY gate_new ON identity.patient FOR INSERT TO gate WITH CHECK (app.is_invited(organisation_id, 'patient'));
CREATE POLICY gate_new ON identity.patient_zone FOR INSERT TO gate WITH CHECK (true);
CREATE POLICY gate ON outbox.message FOR INSERT TO gate WITH CHECK (true);
CREATE POLICY gate_returning_id ON outbox.message FOR SELECT TO gate USING (true);

-- A new patient reads their own record at once, and the coordinator who invited them is on the team. No consent comes with it.
CREATE FUNCTION app.admit_patient(of_patient uuid, invited_through uuid, membership uuid) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    INSERT INTO clin.care_team_member (organisation_id, patient_id, id, account_id, role, on_rota, invited_by, accepted_at, starts_at)
    SELECT i.organisation_id, p.id, membership, i.invited_by, 'coordinator', true, i.invited_by, clock.now(), clock.now()
      FROM identity.invitation i JOIN identity.patient p ON p.id = of_patient AND p.organisation_id = i.organisation_id
      WHERE i.id = invited_through AND i.purpose = 'patient' AND i.accepted_at IS NULL
    ON CONFLICT DO NOTHING;
    SELECT clin.refresh_grants(of_patient);
  $$;

-- Whose invitation to a team still stands: whoever sent it belongs to the team now, and nobody is on their own.
CREATE FUNCTION app.team_invitation_stands(invited_through uuid, as_account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT EXISTS (
      SELECT FROM identity.invitation i JOIN identity.patient p ON p.id = i.patient_id AND p.organisation_id = i.organisation_id
      WHERE i.id = invited_through AND i.purpose = 'care-team' AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > clock.now()
        AND p.account_id IS DISTINCT FROM as_account
        AND (p.account_id = i.invited_by OR EXISTS (
          SELECT FROM clin.care_team_member m WHERE m.patient_id = p.id AND m.account_id = i.invited_by AND m.role = 'coordinator'
            AND m.accepted_at IS NOT NULL AND m.ends_at IS NULL)))
  $$;
-- A place on the team for the account of the invited address, which holds the role. The first of a role is the one who is
-- paged first. No consent comes with it. Answers the membership's id, also when the account was on the team already.
CREATE FUNCTION app.join_team(invited_through uuid, as_account uuid, membership uuid) RETURNS uuid
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    INSERT INTO clin.care_team_member (organisation_id, patient_id, id, account_id, role, is_primary, on_rota, invited_by, accepted_at, starts_at)
    SELECT i.organisation_id, i.patient_id, membership, a.id, i.role,
        NOT EXISTS (SELECT FROM clin.care_team_member m WHERE m.patient_id = i.patient_id AND m.role = i.role AND m.is_primary AND m.accepted_at IS NOT NULL AND m.ends_at IS NULL),
        true, i.invited_by, clock.now(), clock.now()
      FROM identity.invitation i
      JOIN identity.account a ON a.id = as_account AND a.email_index = i.email_index
      JOIN identity.membership held ON held.organisation_id = i.organisation_id AND held.account_id = a.id AND held.role = i.role
        AND held.starts_at <= clock.now() AND (held.ends_at IS NULL OR held.ends_at > clock.now())
      WHERE i.id = invited_through AND app.team_invitation_stands(i.id, a.id)
    ON CONFLICT (patient_id, account_id, role) WHERE ends_at IS NULL DO NOTHING;
    SELECT clin.refresh_grants(i.patient_id) FROM identity.invitation i WHERE i.id = invited_through;
    SELECT m.id FROM clin.care_team_member m JOIN identity.invitation i ON i.id = invited_through AND m.patient_id = i.patient_id AND m.role = i.role
      WHERE m.account_id = as_account AND m.accepted_at IS NOT NULL AND m.ends_at IS NULL;
  $$;

CREATE POLICY administrators ON identity.organisation FOR UPDATE TO app_clin
  USING (id = app.org() AND app.acting_role() = 'administrator') WITH CHECK (id = app.org());

REVOKE EXECUTE ON FUNCTION app.is_invited(uuid, text), app.admit_patient(uuid, uuid, uuid), app.team_invitation_stands(uuid, uuid), app.join_team(uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_invited(uuid, text), app.admit_patient(uuid, uuid, uuid), app.team_invitation_stands(uuid, uuid), app.join_team(uuid, uuid, uuid) TO gate;
GRANT UPDATE (second_factor_required) ON identity.organisation TO app_clin;
GRANT SELECT (organisation_id, id, purpose, role, patient_id, contact, language, invited_by, created_at, expires_at, mailed_at, accepted_at, accepted_by, revoked_at)
  ON identity.invitation TO app_clin;
GRANT INSERT ON identity.invitation, identity.data_key TO app_clin;
GRANT UPDATE (revoked_at) ON identity.invitation TO app_clin;
GRANT SELECT, UPDATE (mailed_at) ON identity.invitation, identity.password_reset TO engine;
GRANT SELECT, UPDATE (accepted_at, accepted_by) ON identity.invitation TO gate;
GRANT SELECT, INSERT, UPDATE ON identity.pending_sign_in, identity.passkey_challenge, identity.password_reset, identity.factor_reset TO gate;
GRANT SELECT ON identity.factor_reset TO app_clin;
GRANT INSERT ON identity.data_key, identity.account, identity.credential, identity.membership, identity.patient, identity.patient_zone TO gate;
GRANT UPDATE (starts_at, ends_at) ON identity.membership TO gate;
GRANT UPDATE (pending, last_step, sign_count) ON identity.credential TO gate;
GRANT DELETE ON identity.credential TO gate;
GRANT USAGE ON SCHEMA outbox TO gate;
GRANT INSERT, SELECT (id) ON outbox.message TO gate;
