CREATE TABLE clin.care_team_member (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  id              uuid NOT NULL UNIQUE,
  account_id      uuid NOT NULL REFERENCES identity.account,
  role            text NOT NULL CHECK (role IN ('prescriber', 'therapist', 'coordinator')),
  -- The one who owns the taper; the other prescribers of the team are paged second.
  is_primary      boolean NOT NULL DEFAULT false,
  on_rota         boolean NOT NULL DEFAULT false,
  invited_by      uuid,
  accepted_at     timestamptz,
  starts_at       timestamptz NOT NULL,
  ends_at         timestamptz,
  ended_reason    text,
  PRIMARY KEY (organisation_id, patient_id, id),
  CHECK (ends_at IS NULL OR ended_reason IS NOT NULL)
);
CREATE UNIQUE INDEX care_team_member_once ON clin.care_team_member (patient_id, account_id, role) WHERE ends_at IS NULL;
CREATE INDEX care_team_member_account ON clin.care_team_member (account_id) WHERE ends_at IS NULL;

CREATE TABLE clin.consent (
  organisation_id   uuid NOT NULL,
  patient_id        uuid NOT NULL REFERENCES identity.patient (id),
  id                uuid NOT NULL UNIQUE,
  recipient_role    text CHECK (recipient_role IN ('prescriber', 'therapist', 'coordinator')),
  recipient_account uuid REFERENCES identity.account,
  categories        text[] NOT NULL CHECK (cardinality(categories) > 0),
  purposes          text[] NOT NULL CHECK (cardinality(purposes) > 0),
  text_version      text NOT NULL,
  given_at          timestamptz NOT NULL,
  starts_at         timestamptz NOT NULL,
  expires_at        timestamptz NOT NULL,
  revoked_at        timestamptz,
  revoked_channel   text,
  PRIMARY KEY (organisation_id, patient_id, id),
  CHECK ((recipient_role IS NULL) <> (recipient_account IS NULL)),
  CHECK (expires_at > starts_at)
);

-- The decision table of @evenkeel/care-team-rules as rows, so that row-level security decides without our code.
-- `needs`: 'self' (own record), 'team' (on the team), 'consent' (on the team and a live consent names the category).
CREATE TABLE clin.role_category (
  role     text NOT NULL,
  category text NOT NULL,
  needs    text NOT NULL CHECK (needs IN ('self', 'team', 'consent')),
  PRIMARY KEY (role, category)
);
INSERT INTO clin.role_category (role, category, needs) VALUES
  ('patient', 'team', 'self'), ('patient', 'schedule', 'self'), ('patient', 'taper_plan', 'self'), ('patient', 'doses', 'self'),
  ('patient', 'symptom_scores', 'self'), ('patient', 'free_text', 'self'), ('patient', 'alert_head', 'self'),
  ('patient', 'crisis_alerts', 'self'), ('patient', 'identity_contacts', 'self'), ('patient', 'therapy_tasks', 'self'),
  ('prescriber', 'team', 'team'), ('prescriber', 'schedule', 'team'), ('prescriber', 'taper_plan', 'consent'), ('prescriber', 'doses', 'consent'),
  ('prescriber', 'symptom_scores', 'consent'), ('prescriber', 'free_text', 'consent'), ('prescriber', 'alert_head', 'consent'),
  ('prescriber', 'crisis_alerts', 'consent'), ('prescriber', 'identity_contacts', 'consent'), ('prescriber', 'therapy_tasks', 'consent'),
  ('therapist', 'team', 'team'), ('therapist', 'schedule', 'team'), ('therapist', 'taper_plan', 'consent'), ('therapist', 'doses', 'consent'),
  ('therapist', 'symptom_scores', 'consent'), ('therapist', 'free_text', 'consent'), ('therapist', 'alert_head', 'consent'),
  ('therapist', 'crisis_alerts', 'consent'), ('therapist', 'therapy_tasks', 'consent'), ('therapist', 'therapy_notes', 'consent'),
  ('coordinator', 'team', 'team'), ('coordinator', 'schedule', 'team'), ('coordinator', 'taper_plan', 'consent'),
  ('coordinator', 'alert_head', 'consent'), ('coordinator', 'identity_contacts', 'consent');

-- Rebuilds the grants of one patient from the team, the consents and the table above. Definer, so that the application
-- can cause a grant only by changing a team or a consent, which has policies and an audit row of its own.
-- Grants that an open alert gave (basis 'alert') are not touched.
CREATE FUNCTION clin.refresh_grants(of_patient uuid) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    DELETE FROM identity.access_grant WHERE patient_id = of_patient AND basis_kind IN ('self', 'team', 'consent');
    INSERT INTO identity.access_grant (account_id, role, category, patient_id, valid_from, valid_until, basis_kind, basis_id)
    SELECT p.account_id, rc.role, rc.category, p.id, p.created_at, NULL, 'self', p.id
      FROM identity.patient p JOIN clin.role_category rc ON rc.role = 'patient' AND rc.needs = 'self'
      WHERE p.id = of_patient
    UNION ALL
    SELECT m.account_id, m.role, rc.category, m.patient_id, m.starts_at, m.ends_at, 'team', m.id
      FROM clin.care_team_member m JOIN clin.role_category rc ON rc.role = m.role AND rc.needs = 'team'
      WHERE m.patient_id = of_patient AND m.accepted_at IS NOT NULL AND m.ends_at IS NULL
    UNION ALL
    SELECT m.account_id, m.role, rc.category, m.patient_id, greatest(m.starts_at, c.starts_at), c.expires_at, 'consent', c.id
      FROM clin.care_team_member m
      JOIN clin.role_category rc ON rc.role = m.role AND rc.needs = 'consent'
      JOIN clin.consent c ON c.patient_id = m.patient_id AND rc.category = ANY (c.categories)
        AND (c.recipient_role = m.role OR c.recipient_account = m.account_id)
      WHERE m.patient_id = of_patient AND m.accepted_at IS NOT NULL AND m.ends_at IS NULL AND c.revoked_at IS NULL
    ON CONFLICT DO NOTHING;
  $$;

CALL app.protect('clin.care_team_member');
CALL app.protect('clin.consent');
CALL app.protect('clin.role_category');
CREATE POLICY team ON clin.care_team_member FOR SELECT TO app_clin USING (
  patient_id = ANY ((SELECT app.granted('team'))::uuid[]));
-- Whom an alert has paged, or who broke the glass, reads the team and changes nothing of it.
CREATE FUNCTION app.belongs_to() RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT coalesce(array_agg(DISTINCT g.patient_id), '{}')
    FROM identity.access_grant g
    WHERE g.account_id = app.uid() AND g.role = app.acting_role() AND g.category = 'team' AND g.basis_kind IN ('self', 'team')
      AND g.valid_from <= clock.now() AND (g.valid_until IS NULL OR g.valid_until > clock.now())
  $$;
REVOKE EXECUTE ON FUNCTION app.belongs_to() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.belongs_to() TO app_clin;
CREATE POLICY team_change ON clin.care_team_member FOR UPDATE TO app_clin
  USING (patient_id = ANY ((SELECT app.belongs_to())::uuid[]) AND app.acting_role() IN ('patient', 'coordinator'))
  WITH CHECK (patient_id = ANY ((SELECT app.belongs_to())::uuid[]));
CREATE POLICY engine ON clin.care_team_member FOR SELECT TO engine USING (true);
CREATE POLICY team ON clin.consent FOR SELECT TO app_clin USING (
  patient_id = ANY ((SELECT app.granted('team'))::uuid[]));
CREATE POLICY own_change ON clin.consent FOR UPDATE TO app_clin
  USING (patient_id = ANY ((SELECT app.granted('team'))::uuid[]) AND app.acting_role() = 'patient')
  WITH CHECK (patient_id = ANY ((SELECT app.granted('team'))::uuid[]));
CREATE POLICY engine ON clin.consent FOR SELECT TO engine USING (true);
CREATE POLICY everyone ON clin.role_category FOR SELECT TO app_clin, engine USING (true);

REVOKE EXECUTE ON FUNCTION clin.refresh_grants(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clin.refresh_grants(uuid) TO app_clin;
GRANT SELECT ON clin.care_team_member, clin.consent, clin.role_category TO app_clin, engine;
GRANT UPDATE (ends_at, ended_reason) ON clin.care_team_member TO app_clin;
GRANT UPDATE (revoked_at, revoked_channel) ON clin.consent TO app_clin;
