ALTER POLICY of_reachable ON identity.data_key USING (
  subject_id = app.uid()
  OR EXISTS (SELECT 1 FROM identity.membership m WHERE m.account_id = subject_id AND m.organisation_id = app.org())
  OR EXISTS (SELECT 1 FROM identity.patient p WHERE p.id = subject_id));
DROP FUNCTION app.is_member(uuid);
DROP INDEX clin.notification_due;
CREATE INDEX notification_due ON clin.notification (tier, next_attempt_at) WHERE status IN ('pending', 'leased');
DROP INDEX identity.membership_lead;
CREATE OR REPLACE FUNCTION clin.responders(of_patients uuid[])
  RETURNS TABLE (patient_id uuid, account_id uuid, role text, is_primary boolean, on_rota boolean)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    WITH asked AS (
      SELECT p.id, p.organisation_id FROM identity.patient p
       WHERE p.id = ANY (of_patients)
         AND (pg_has_role(session_user, 'engine', 'MEMBER') OR p.id = ANY ((SELECT app.granted('alert_head'))::uuid[]))),
    working AS (
      SELECT s.account_id, s.organisation_id, s.role FROM identity.membership s
        JOIN identity.account a ON a.id = s.account_id AND a.disabled_at IS NULL
       WHERE s.starts_at <= clock.now() AND (s.ends_at IS NULL OR s.ends_at > clock.now()))
    SELECT m.patient_id, m.account_id, m.role, m.is_primary, m.on_rota
      FROM asked JOIN clin.care_team_member m ON m.patient_id = asked.id AND m.organisation_id = asked.organisation_id
      JOIN working w ON w.account_id = m.account_id AND w.organisation_id = m.organisation_id AND w.role = m.role
     WHERE m.accepted_at IS NOT NULL AND m.starts_at <= clock.now() AND (m.ends_at IS NULL OR m.ends_at > clock.now())
    UNION
    SELECT asked.id, w.account_id, w.role, false, true
      FROM asked JOIN working w ON w.organisation_id = asked.organisation_id AND w.role = 'safety-lead'
    ORDER BY 1, 3, 4 DESC, 2;
END $$;
