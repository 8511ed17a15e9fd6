-- A crisis that no moderator has decided about is told further: the row itself is the alarm clock. Nothing of it leaves the
-- realm but that something waits.
ALTER TABLE comm.post ADD COLUMN told smallint NOT NULL DEFAULT 0, ADD COLUMN told_at timestamptz, ADD CONSTRAINT post_told CHECK ((told = 0) = (told_at IS NULL));
ALTER TABLE comm.report ADD COLUMN told smallint NOT NULL DEFAULT 0, ADD COLUMN told_at timestamptz, ADD CONSTRAINT report_told CHECK ((told = 0) = (told_at IS NULL));
CREATE INDEX post_overdue ON comm.post (due_at) WHERE crisis AND decided_at IS NULL;

-- When what waits is told next. At its deadline, which counts minutes on shift: to the moderators. Ten minutes after that, and
-- from then on every half hour until somebody decides: to the safety desk besides.
CREATE FUNCTION vault.next_telling(due_at timestamptz, told smallint, told_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE SET search_path = pg_catalog
  AS $$ SELECT CASE told WHEN 0 THEN due_at WHEN 1 THEN told_at + interval '10 minutes' ELSE told_at + interval '30 minutes' END $$;

-- Crises whose moment to be told has come, one row per community: whether the safety desk is told besides, and who moderates.
-- What was passed on is with the desk already. Desks that are open are rung.
CREATE FUNCTION vault.take_overdue() RETURNS TABLE (organisation_id uuid, desk boolean, moderators uuid[]) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  RETURN QUERY
    WITH posts AS (
      UPDATE comm.post p SET told = p.told + 1, told_at = clock.now()
        WHERE p.crisis AND p.decided_at IS NULL AND p.state IN ('held', 'withdrawn') AND vault.next_telling(p.due_at, p.told, p.told_at) <= clock.now()
          AND NOT EXISTS (SELECT FROM comm.crossing c WHERE c.post_id = p.id)
        RETURNING p.community_id, p.id, p.told),
    reports AS (
      UPDATE comm.report r SET told = r.told + 1, told_at = clock.now()
        WHERE r.state = 'open' AND r.reason = 'worried' AND vault.next_telling(r.due_at, r.told, r.told_at) <= clock.now()
          AND NOT EXISTS (SELECT FROM comm.crossing c WHERE c.post_id = r.post_id)
        RETURNING r.community_id, r.post_id AS id, r.told),
    overdue AS (SELECT * FROM posts UNION ALL SELECT * FROM reports),
    rung AS (INSERT INTO comm_outbox.message (topic, payload, request_id, created_at)
             SELECT 'changed', jsonb_build_object('topic', 'queue', 'subject', o.id::text, 'moderators', o.community_id::text), 'bridge', clock.now() FROM overdue o RETURNING 1)
    SELECT v.organisation_id, bool_or(o.told > 1),
        (SELECT coalesce(array_agg(m.id), '{}') FROM comm.persona m WHERE m.community_id = v.community_id AND m.part = 'moderator' AND m.erased_at IS NULL)
      FROM overdue o JOIN vault.community v ON v.community_id = o.community_id GROUP BY v.organisation_id, v.community_id;
  IF FOUND THEN PERFORM vault.note('overdue', NULL, NULL); END IF;
END $$;
REVOKE EXECUTE ON FUNCTION vault.next_telling(timestamptz, smallint, timestamptz), vault.take_overdue() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.take_overdue() TO bridge;
