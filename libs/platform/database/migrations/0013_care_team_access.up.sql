-- Ending and giving what a patient shares, reading who looked, and access in an emergency.

ALTER TABLE clin.care_team_member ADD COLUMN ended_by uuid;
GRANT UPDATE (ended_by) ON clin.care_team_member TO app_clin;
-- A member may leave a team by themselves; patients and coordinators may end anybody's membership (0006).
CREATE POLICY own_leaving ON clin.care_team_member FOR UPDATE TO app_clin
  USING (account_id = app.uid() AND role = app.acting_role() AND patient_id = ANY ((SELECT app.granted('team'))::uuid[]))
  WITH CHECK (account_id = app.uid());

-- Only the patient gives, for their own record.
CREATE POLICY own_giving ON clin.consent FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND app.acting_role() = 'patient' AND patient_id = ANY ((SELECT app.granted('team'))::uuid[]));
GRANT INSERT ON clin.consent TO app_clin;

-- Whoever has left a team is not let in again by a page that was on its way when they left.
CREATE OR REPLACE FUNCTION clin.grant_for_alert(of_alert uuid, to_account uuid, acting text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    INSERT INTO identity.access_grant (account_id, role, category, patient_id, valid_from, valid_until, basis_kind, basis_id)
    SELECT to_account, acting, c, a.patient_id, clock.now(), NULL, 'alert', a.id
      FROM clin.alert a, unnest(CASE acting
        WHEN 'coordinator' THEN ARRAY['team', 'alert_head', 'schedule', 'identity_contacts']
        WHEN 'safety-lead' THEN ARRAY['team', 'alert_head', 'schedule', 'crisis_alerts', 'identity_contacts']
        ELSE ARRAY['team', 'alert_head', 'schedule', 'crisis_alerts', 'taper_plan', 'symptom_scores', 'free_text', 'identity_contacts'] END) c
      WHERE a.id = of_alert AND a.status <> 'resolved'
        AND EXISTS (SELECT 1 FROM identity.membership m WHERE m.account_id = to_account AND m.role = acting
          AND m.organisation_id = a.organisation_id AND m.ends_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM clin.care_team_member t WHERE t.patient_id = a.patient_id AND t.account_id = to_account AND t.role = acting
          AND t.ends_at >= a.opened_at)
    ON CONFLICT DO NOTHING
  $$;

-- As in 0006, and what an alert opened for somebody ends with their membership too.
CREATE OR REPLACE FUNCTION clin.refresh_grants(of_patient uuid) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    DELETE FROM identity.access_grant WHERE patient_id = of_patient AND basis_kind IN ('self', 'team', 'consent');
    DELETE FROM identity.access_grant g WHERE g.patient_id = of_patient AND g.basis_kind = 'alert'
      AND EXISTS (SELECT 1 FROM clin.care_team_member m WHERE m.patient_id = of_patient AND m.account_id = g.account_id AND m.role = g.role AND m.ends_at >= g.valid_from)
      AND NOT EXISTS (SELECT 1 FROM clin.care_team_member m WHERE m.patient_id = of_patient AND m.account_id = g.account_id AND m.role = g.role AND m.ends_at IS NULL);
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

-- Finding one patient by the whole name and the year of birth, without being able to read any name: a keyed hash, made by
-- the worker from the sealed profile (an empty one is made anew, so that no writer of patients has to think of it).
ALTER TABLE identity.patient ADD COLUMN name_index bytea;
CREATE INDEX patient_name ON identity.patient (organisation_id, name_index);
CREATE INDEX patient_unindexed ON identity.patient (id) WHERE name_index IS NULL;
GRANT UPDATE (name_index) ON identity.patient TO engine;
CREATE POLICY engine_indexes ON identity.patient FOR UPDATE TO engine USING (true) WITH CHECK (true);
CREATE FUNCTION identity.forget_name_index() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog
  AS $$ BEGIN NEW.name_index := NULL; RETURN NEW; END $$;
REVOKE EXECUTE ON FUNCTION identity.forget_name_index() FROM PUBLIC;
CREATE TRIGGER patient_renamed BEFORE UPDATE OF profile ON identity.patient FOR EACH ROW EXECUTE FUNCTION identity.forget_name_index();

-- Emergency access: who received what is in a record, whose affiliation, who disclosed it, when and for which emergency
-- (42 CFR 2.51), and what a second person thought of it afterwards. Rows are added by the function below alone.
CREATE TABLE clin.break_glass (
  organisation_id uuid NOT NULL REFERENCES identity.organisation,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  id              uuid NOT NULL UNIQUE,
  account_id      uuid NOT NULL REFERENCES identity.account,
  role            text NOT NULL CHECK (role IN ('prescriber', 'safety-lead')),
  affiliation     text NOT NULL,
  disclosed_by    text NOT NULL,
  opened_at       timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  reason          text NOT NULL CHECK (reason IN ('open-alert', 'seizure', 'danger-to-life', 'overdose', 'other-clinician-asks', 'cannot-be-reached')),
  -- What happened, in words; sealed with the key of whoever opened it.
  nature          bytea NOT NULL,
  alert_id        uuid,
  request_id      text NOT NULL,
  told_at         timestamptz,
  review_due_at   timestamptz NOT NULL,
  reviewed_by     uuid,
  reviewed_at     timestamptz,
  verdict         text CHECK (verdict IN ('justified', 'not-justified')),
  review_note     bytea,
  PRIMARY KEY (organisation_id, patient_id, id),
  CHECK (expires_at = opened_at + interval '60 minutes'),
  CHECK (reason <> 'open-alert' OR alert_id IS NOT NULL),
  CHECK ((reviewed_at IS NULL) = (verdict IS NULL) AND (reviewed_at IS NULL) = (reviewed_by IS NULL)),
  CHECK (reviewed_by <> account_id)
);
CREATE INDEX break_glass_account ON clin.break_glass (account_id, opened_at);
CREATE INDEX break_glass_open_review ON clin.break_glass (organisation_id, review_due_at) WHERE reviewed_at IS NULL;
CREATE INDEX break_glass_untold ON clin.break_glass (opened_at) WHERE told_at IS NULL;

CALL app.protect('clin.break_glass');
CREATE POLICY own_record ON clin.break_glass FOR SELECT TO app_clin USING (
  app.acting_role() = 'patient' AND patient_id = ANY ((SELECT app.granted('team'))::uuid[]));
CREATE POLICY own_doing ON clin.break_glass FOR SELECT TO app_clin USING (account_id = app.uid() AND organisation_id = app.org());
CREATE POLICY reviewers ON clin.break_glass FOR SELECT TO app_clin USING (
  app.acting_role() IN ('safety-lead', 'auditor') AND organisation_id = app.org());
-- Nobody judges what they did themselves, and no verdict is changed.
CREATE POLICY review ON clin.break_glass FOR UPDATE TO app_clin
  USING (app.acting_role() = 'safety-lead' AND organisation_id = app.org() AND account_id <> app.uid() AND reviewed_at IS NULL)
  WITH CHECK (organisation_id = app.org() AND reviewed_by = app.uid());
CREATE POLICY engine ON clin.break_glass TO engine USING (true) WITH CHECK (true);
GRANT SELECT ON clin.break_glass TO app_clin, engine;
GRANT UPDATE (reviewed_by, reviewed_at, verdict, review_note) ON clin.break_glass TO app_clin;
GRANT UPDATE (told_at) ON clin.break_glass TO engine;

-- Looks by name are counted in the audit itself.
CREATE INDEX entry_emergency_look ON audit.entry (actor_id, at) WHERE action = 'emergency.look';
-- The auditor reads by day; the rows lie in the order in which they were written.
CREATE INDEX entry_at ON audit.entry USING brin (at);

-- How many patients of the organisation have this name and year of birth: 0, 1 or 2 for more. -1 when the person has
-- asked too often within the hour, or may not ask at all. Never says who.
CREATE FUNCTION clin.emergency_matches(wanted bytea) RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT CASE
      WHEN app.acting_role() NOT IN ('prescriber', 'safety-lead') OR NOT EXISTS (
        SELECT 1 FROM identity.membership m WHERE m.account_id = app.uid() AND m.organisation_id = app.org() AND m.role = app.acting_role() AND m.ends_at IS NULL) THEN -1
      WHEN (SELECT count(*) FROM audit.entry e WHERE e.action = 'emergency.look' AND e.actor_id = app.uid()::text AND e.at > clock.now() - interval '1 hour') >= 10 THEN -1
      ELSE (SELECT count(*)::integer FROM (SELECT 1 FROM identity.patient p WHERE p.organisation_id = app.org() AND p.name_index = wanted LIMIT 2) found) END
  $$;

-- Opens the safety summary of one patient to the acting person for an hour, or says why not. The second line of defence:
-- it trusts nothing of the code but who is asking and that they proved it a moment ago.
CREATE FUNCTION clin.open_break_glass(new_id uuid, wanted bytea, why text, words bytea, in_request text, review_due timestamptz)
  RETURNS TABLE (outcome text, patient_id uuid, alert_id uuid)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
  AS $$
#variable_conflict use_column
DECLARE
  acting text := app.acting_role();
  me uuid := app.uid();
  org uuid := app.org();
  instant timestamptz := clock.now();
  found uuid[];
  of_alert uuid;
  org_name text;
BEGIN
  IF acting IS NULL OR acting NOT IN ('prescriber', 'safety-lead') OR NOT EXISTS (
    SELECT 1 FROM identity.membership m WHERE m.account_id = me AND m.organisation_id = org AND m.role = acting
      AND m.starts_at <= instant AND (m.ends_at IS NULL OR m.ends_at > instant)) THEN
    RETURN QUERY SELECT 'not-found'::text, NULL::uuid, NULL::uuid; RETURN;
  END IF;
  -- One at a time for each person, so that two at once do not both count two.
  PERFORM pg_advisory_xact_lock(hashtextextended('break-glass ' || me::text, 0));
  IF EXISTS (SELECT 1 FROM clin.break_glass b WHERE b.account_id = me AND b.organisation_id = org
      AND ((b.reviewed_at IS NULL AND b.review_due_at <= instant) OR (b.verdict = 'not-justified' AND b.reviewed_at > instant - interval '90 days'))) THEN
    RETURN QUERY SELECT 'emergency-right-lost'::text, NULL::uuid, NULL::uuid; RETURN;
  END IF;
  IF (SELECT count(*) FROM clin.break_glass b WHERE b.account_id = me AND b.opened_at > instant - interval '24 hours') >= 3 THEN
    RETURN QUERY SELECT 'emergency-too-often'::text, NULL::uuid, NULL::uuid; RETURN;
  END IF;
  SELECT array_agg(p.id) INTO found FROM (SELECT id FROM identity.patient WHERE organisation_id = org AND name_index = wanted LIMIT 2) p;
  IF found IS NULL THEN RETURN QUERY SELECT 'emergency-no-match'::text, NULL::uuid, NULL::uuid; RETURN; END IF;
  IF cardinality(found) > 1 THEN RETURN QUERY SELECT 'emergency-many-matches'::text, NULL::uuid, NULL::uuid; RETURN; END IF;
  IF found[1] = ANY (app.granted('team')) THEN RETURN QUERY SELECT 'emergency-not-needed'::text, found[1], NULL::uuid; RETURN; END IF;
  SELECT a.id INTO of_alert FROM clin.alert a
   WHERE a.organisation_id = org AND a.patient_id = found[1] AND a.status <> 'resolved' AND a.tier IN ('E0', 'E1') AND NOT a.is_drill
   ORDER BY a.tier, a.opened_at DESC LIMIT 1;
  IF why = 'open-alert' AND of_alert IS NULL THEN RETURN QUERY SELECT 'emergency-no-alert'::text, NULL::uuid, NULL::uuid; RETURN; END IF;
  SELECT o.name INTO org_name FROM identity.organisation o WHERE o.id = org;
  INSERT INTO clin.break_glass (organisation_id, patient_id, id, account_id, role, affiliation, disclosed_by, opened_at, expires_at, reason, nature, alert_id, request_id, review_due_at)
    VALUES (org, found[1], new_id, me, acting, org_name, org_name || ' (Evenkeel)', instant, instant + interval '60 minutes', why, words, of_alert, in_request,
      least(review_due, instant + interval '5 days'));
  INSERT INTO identity.access_grant (account_id, role, category, patient_id, valid_from, valid_until, basis_kind, basis_id)
    SELECT me, acting, c, found[1], instant, instant + interval '60 minutes', 'break-glass', new_id
      FROM unnest(ARRAY['team', 'identity_contacts', 'taper_plan', 'doses', 'recent_scores']) c;
  RETURN QUERY SELECT 'opened'::text, found[1], of_alert;
END $$;

-- The scores of the last 14 days, for whoever holds emergency access now; `symptom_scores` itself stays closed to them.
CREATE FUNCTION clin.recent_scores(of_patient uuid) RETURNS TABLE (local_date date, question text, value smallint, answered_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT a.local_date, a.question, a.value, a.answered_at FROM clin.check_in_answer a
     WHERE a.patient_id = of_patient AND of_patient = ANY ((SELECT app.granted('recent_scores'))::uuid[])
       AND a.organisation_id = app.org() AND a.answered_at > clock.now() - interval '14 days' AND a.value >= 0
     ORDER BY a.local_date DESC, a.answered_at DESC, a.question
  $$;

-- Patients whom the acting person reaches by emergency access and by nothing else. Such access reads and never writes:
-- every table about patients refuses, whatever other policy would let it through.
CREATE FUNCTION app.only_in_emergency() RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT coalesce(array_agg(g.patient_id), '{}') FROM (
      SELECT patient_id FROM identity.access_grant
       WHERE account_id = app.uid() AND role = app.acting_role() AND valid_from <= clock.now() AND (valid_until IS NULL OR valid_until > clock.now())
       GROUP BY patient_id HAVING bool_and(basis_kind = 'break-glass')) g
  $$;
DO $$
DECLARE r record;
BEGIN
  FOR r IN
    SELECT c.relname, has_any_column_privilege('app_clin', c.oid, 'INSERT') AS inserts, has_any_column_privilege('app_clin', c.oid, 'UPDATE') AS updates,
           has_table_privilege('app_clin', c.oid, 'DELETE') AS deletes
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'patient_id' AND NOT a.attisdropped
     WHERE n.nspname = 'clin' AND c.relkind = 'r' AND c.relname <> 'break_glass'
  LOOP
    IF r.inserts THEN EXECUTE format('CREATE POLICY no_emergency_insert ON clin.%I AS RESTRICTIVE FOR INSERT TO app_clin WITH CHECK (app.acting_role() NOT IN (''prescriber'', ''safety-lead'') OR patient_id <> ALL ((SELECT app.only_in_emergency())::uuid[]))', r.relname); END IF;
    IF r.updates THEN EXECUTE format('CREATE POLICY no_emergency_update ON clin.%I AS RESTRICTIVE FOR UPDATE TO app_clin USING (app.acting_role() NOT IN (''prescriber'', ''safety-lead'') OR patient_id <> ALL ((SELECT app.only_in_emergency())::uuid[]))', r.relname); END IF;
    IF r.deletes THEN EXECUTE format('CREATE POLICY no_emergency_delete ON clin.%I AS RESTRICTIVE FOR DELETE TO app_clin USING (app.acting_role() NOT IN (''prescriber'', ''safety-lead'') OR patient_id <> ALL ((SELECT app.only_in_emergency())::uuid[]))', r.relname); END IF;
  END LOOP;
END $$;

-- Who looked: patients read the rows about their own record, with the names of the staff in them and of their team.
CREATE POLICY own_record ON audit.entry FOR SELECT TO app_clin USING (
  app.acting_role() = 'patient' AND patient_id = ANY ((SELECT app.granted('team'))::uuid[]));
CREATE FUNCTION app.known_staff() RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT coalesce(array_agg(DISTINCT s.account_id), '{}') FROM (
      SELECT m.account_id FROM clin.care_team_member m WHERE m.patient_id = ANY ((SELECT app.granted('team'))::uuid[])
      UNION
      SELECT e.actor_id::uuid FROM audit.entry e WHERE e.patient_id = ANY ((SELECT app.granted('team'))::uuid[]) AND e.actor_kind = 'person'
      UNION
      SELECT b.account_id FROM clin.break_glass b WHERE b.patient_id = ANY ((SELECT app.granted('team'))::uuid[])) s
    WHERE app.acting_role() = 'patient'
  $$;
CREATE POLICY known_to_patient ON identity.account FOR SELECT TO app_clin USING (
  app.acting_role() = 'patient' AND id = ANY ((SELECT app.known_staff())::uuid[]));
CREATE POLICY known_to_patient ON identity.data_key FOR SELECT TO app_clin USING (
  app.acting_role() = 'patient' AND subject_id = ANY ((SELECT app.known_staff())::uuid[]));

-- What the last check of the whole chain found: daily, at the start of the worker, and whenever an auditor asks.
CREATE TABLE audit.verification (
  id       uuid PRIMARY KEY,
  at       timestamptz NOT NULL,
  intact   boolean NOT NULL,
  seals    bigint NOT NULL,
  rows     bigint NOT NULL,
  waiting  bigint NOT NULL,
  problems text[] NOT NULL,
  head     text
);
CREATE INDEX verification_at ON audit.verification (at);
CALL app.protect('audit.verification');
CREATE POLICY verifier ON audit.verification TO engine USING (true) WITH CHECK (true);
CREATE POLICY auditor ON audit.verification FOR SELECT TO app_clin USING (app.acting_role() = 'auditor');
GRANT SELECT ON audit.verification TO app_clin;
GRANT SELECT, INSERT ON audit.verification TO engine;

REVOKE EXECUTE ON FUNCTION clin.emergency_matches(bytea), clin.open_break_glass(uuid, bytea, text, bytea, text, timestamptz), clin.recent_scores(uuid),
  app.only_in_emergency(), app.known_staff() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clin.emergency_matches(bytea), clin.open_break_glass(uuid, bytea, text, bytea, text, timestamptz), clin.recent_scores(uuid),
  app.only_in_emergency(), app.known_staff() TO app_clin;
