-- Who is paged is found by index, from the patients that were asked for, whatever the planner knows of the tables. Without
-- statistics (a bulk import, or a crash before the first ANALYZE) it began with all members of the organisation instead: 109 s for
-- 200 patients among 10,000, longer than any time limit, and no alert climbed any more. Without jit: PostgreSQL 15 takes what was
-- switched off for dear, and compiled for seconds what runs for milliseconds.
CREATE OR REPLACE FUNCTION clin.responders(of_patients uuid[])
  RETURNS TABLE (patient_id uuid, account_id uuid, role text, is_primary boolean, on_rota boolean)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog
  SET join_collapse_limit = 1 SET from_collapse_limit = 1 SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
  AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    WITH asked AS MATERIALIZED (
      SELECT p.id, p.organisation_id FROM (SELECT DISTINCT w FROM unnest(of_patients) AS u(w)) wanted JOIN identity.patient p ON p.id = wanted.w
       WHERE pg_has_role(session_user, 'engine', 'MEMBER') OR p.id = ANY ((SELECT app.granted('alert_head'))::uuid[])),
    leads AS MATERIALIZED (
      SELECT o.organisation_id, s.account_id, s.role FROM (SELECT DISTINCT organisation_id FROM asked) o
        JOIN identity.membership s ON s.organisation_id = o.organisation_id AND s.role = 'safety-lead'
        JOIN identity.account a ON a.id = s.account_id AND a.disabled_at IS NULL
       WHERE s.starts_at <= clock.now() AND (s.ends_at IS NULL OR s.ends_at > clock.now()))
    SELECT m.patient_id, m.account_id, m.role, m.is_primary, m.on_rota
      FROM asked JOIN clin.care_team_member m ON m.organisation_id = asked.organisation_id AND m.patient_id = asked.id
      JOIN identity.membership s ON s.organisation_id = m.organisation_id AND s.account_id = m.account_id AND s.role = m.role
      JOIN identity.account a ON a.id = s.account_id AND a.disabled_at IS NULL
     WHERE m.accepted_at IS NOT NULL AND m.starts_at <= clock.now() AND (m.ends_at IS NULL OR m.ends_at > clock.now())
       AND s.starts_at <= clock.now() AND (s.ends_at IS NULL OR s.ends_at > clock.now())
    UNION
    SELECT asked.id, leads.account_id, leads.role, false, true FROM asked JOIN leads ON leads.organisation_id = asked.organisation_id
    ORDER BY 1, 3, 4 DESC, 2;
END $$;
CREATE INDEX membership_lead ON identity.membership (organisation_id) WHERE role = 'safety-lead';

-- The first page of an alert leaves before any later page of another one of the same tier: somebody is told of each first.
DROP INDEX clin.notification_due;
CREATE INDEX notification_due ON clin.notification (tier, cycle, level, next_attempt_at) WHERE status IN ('pending', 'leased');

-- Whose key it is was found out through everybody's memberships, once the planner knew nothing of the tables. The patients whom
-- the reader reaches are one array, asked once, and a colleague is one index look-up; who may read which key is as it was.
CREATE FUNCTION app.is_member(of_account uuid) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
  RETURN EXISTS (SELECT FROM identity.membership m WHERE m.organisation_id = app.org() AND m.account_id = of_account);
END $$;
REVOKE EXECUTE ON FUNCTION app.is_member(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_member(uuid) TO app_clin;
ALTER POLICY of_reachable ON identity.data_key USING (
  subject_id = app.uid() OR subject_id = ANY ((SELECT app.granted('team'))::uuid[]) OR app.is_member(subject_id));
