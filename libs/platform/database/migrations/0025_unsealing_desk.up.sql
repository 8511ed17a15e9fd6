-- Leading a persona back to a person begins at a post that a moderator passed on and that its writer's choice kept from the
-- clinic. The request says which danger; its words are sealed by the bridge; it can be declined, and ended before its hour.
ALTER TABLE vault.unsealing ALTER COLUMN reason DROP NOT NULL,
  ADD COLUMN reason_enc bytea,
  ADD COLUMN crossing_id uuid,
  ADD COLUMN danger text CONSTRAINT unsealing_danger CHECK (danger IN ('suicide', 'harm-begun', 'sudden-stop', 'other-life')),
  ADD COLUMN declined_by uuid CONSTRAINT unsealing_declined_by CHECK (declined_by <> asked_by),
  ADD COLUMN declined_at timestamptz,
  ADD COLUMN looked_at timestamptz,
  ADD COLUMN ended_at timestamptz,
  ADD CONSTRAINT unsealing_words CHECK (reason IS NOT NULL OR reason_enc IS NOT NULL),
  ADD CONSTRAINT unsealing_decided CHECK ((declined_by IS NULL) = (declined_at IS NULL) AND (declined_at IS NULL OR granted_at IS NULL)),
  ADD CONSTRAINT unsealing_ended CHECK (ended_at IS NULL OR granted_at IS NOT NULL);
CREATE INDEX unsealing_of ON vault.unsealing (organisation_id, asked_at);

-- Settles a crossing; answers the organisation whose safety desk has to be told of it, which is so once and only when no alert was raised.
DROP FUNCTION vault.settle_crossing(uuid, text);
CREATE FUNCTION vault.settle_crossing(crossing uuid, what text) RETURNS uuid LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$ WITH done AS (INSERT INTO vault.crossing_outcome (crossing_id, outcome, at) VALUES (crossing, what, clock.now()) ON CONFLICT DO NOTHING RETURNING crossing_id, outcome)
        SELECT v.organisation_id FROM done JOIN comm.crossing c ON c.id = done.crossing_id JOIN vault.community v ON v.community_id = c.community_id WHERE done.outcome = 'safety-desk' $$;

-- Posts of the last seven days that wait with the safety desk of an organisation. The bridge tells the desk the group and the
-- minute of passing on, by which a moderator on the telephone can say which one is meant; ids stay in the bridge.
CREATE FUNCTION vault.desk(organisation uuid) RETURNS TABLE (crossing_id uuid, persona_id uuid, topic text, at timestamptz) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  RETURN QUERY
    SELECT c.id, c.persona_id, g.topic, date_trunc('minute', c.at) FROM vault.community v JOIN comm.crossing c ON c.community_id = v.community_id
      JOIN vault.crossing_outcome o ON o.crossing_id = c.id AND o.outcome = 'safety-desk'
      JOIN comm.post p ON p.community_id = c.community_id AND p.id = c.post_id JOIN comm.peer_group g ON g.id = p.group_id
      WHERE v.organisation_id = organisation AND c.at > clock.now() - interval '7 days' ORDER BY c.at DESC;
  IF FOUND THEN PERFORM vault.note('desk', NULL, NULL); END IF;
END $$;

-- Requests of the last thirty days, for those who ask and decide.
CREATE FUNCTION vault.unsealings(organisation uuid)
  RETURNS TABLE (id uuid, crossing_id uuid, topic text, passed_on_at timestamptz, danger text, reason text, reason_enc bytea, asked_by uuid, asked_at timestamptz,
                 granted_by uuid, granted_at timestamptz, until timestamptz, declined_by uuid, declined_at timestamptz, looked_at timestamptz, ended_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT u.id, u.crossing_id, g.topic, date_trunc('minute', c.at), u.danger, u.reason, u.reason_enc, u.asked_by, u.asked_at,
           u.granted_by, u.granted_at, u.until, u.declined_by, u.declined_at, u.looked_at, u.ended_at
      FROM vault.unsealing u LEFT JOIN comm.crossing c ON c.id = u.crossing_id LEFT JOIN comm.post p ON p.community_id = c.community_id AND p.id = c.post_id
        LEFT JOIN comm.peer_group g ON g.id = p.group_id
      WHERE u.organisation_id = organisation AND u.asked_at > clock.now() - interval '30 days' ORDER BY u.asked_at DESC LIMIT 100 $$;

-- Asks about a post that is with the desk of the organisation and about which no other request is open. Says whether it was taken.
DROP FUNCTION vault.ask_unsealing(uuid, uuid, bytea, text, uuid);
CREATE FUNCTION vault.ask_unsealing(unsealing uuid, organisation uuid, crossing uuid, persona bytea, what_danger text, why bytea, account uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('unseal-ask', persona, unsealing::text);
  -- One at a time: two who ask at the same moment are about one post.
  PERFORM FROM vault.crossing_outcome o WHERE o.crossing_id = crossing AND o.outcome = 'safety-desk' FOR UPDATE;
  INSERT INTO vault.unsealing (id, persona_hmac, organisation_id, crossing_id, danger, reason_enc, asked_by, asked_at)
    SELECT unsealing, persona, organisation, crossing, what_danger, why, account, clock.now()
    WHERE EXISTS (SELECT FROM vault.desk(organisation) d WHERE d.crossing_id = crossing)
      AND NOT EXISTS (SELECT FROM vault.unsealing u WHERE u.crossing_id = crossing AND u.declined_at IS NULL AND u.ended_at IS NULL
                      AND (u.until > clock.now() OR (u.granted_at IS NULL AND u.asked_at > clock.now() - interval '1 day')));
  RETURN FOUND;
END $$;
CREATE OR REPLACE FUNCTION vault.grant_unsealing(unsealing uuid, organisation uuid, account uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('unseal-grant', NULL, unsealing::text);
  UPDATE vault.unsealing u SET granted_by = account, granted_at = clock.now(), until = clock.now() + interval '1 hour'
    WHERE u.id = unsealing AND u.organisation_id = organisation AND u.granted_by IS NULL AND u.declined_by IS NULL AND u.asked_by <> account AND u.asked_at > clock.now() - interval '1 day';
  RETURN FOUND;
END $$;
CREATE FUNCTION vault.decline_unsealing(unsealing uuid, organisation uuid, account uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('unseal-decline', NULL, unsealing::text);
  UPDATE vault.unsealing u SET declined_by = account, declined_at = clock.now()
    WHERE u.id = unsealing AND u.organisation_id = organisation AND u.granted_by IS NULL AND u.declined_by IS NULL AND u.asked_by <> account AND u.asked_at > clock.now() - interval '1 day';
  RETURN FOUND;
END $$;
-- Either of the two ends the hour; nothing is shown from then on.
CREATE FUNCTION vault.end_unsealing(unsealing uuid, organisation uuid, account uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('unseal-end', NULL, unsealing::text);
  UPDATE vault.unsealing u SET ended_at = clock.now()
    WHERE u.id = unsealing AND u.organisation_id = organisation AND account IN (u.asked_by, u.granted_by) AND u.until > clock.now() AND u.ended_at IS NULL;
  RETURN FOUND;
END $$;
-- The person, sealed, for the two who agreed and while their hour lasts, and whether it is the first time that anybody looks.
DROP FUNCTION vault.unseal(uuid, uuid, uuid);
CREATE FUNCTION vault.unseal(unsealing uuid, organisation uuid, account uuid) RETURNS TABLE (persona bytea, owner bytea, is_first boolean, until timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE open_one vault.unsealing;
BEGIN
  SELECT u.* INTO open_one FROM vault.unsealing u
    WHERE u.id = unsealing AND u.organisation_id = organisation AND account IN (u.asked_by, u.granted_by) AND u.until > clock.now() AND u.ended_at IS NULL FOR UPDATE;
  PERFORM vault.note('unseal', open_one.persona_hmac, unsealing::text || CASE WHEN open_one.id IS NULL THEN ' refused' ELSE ' allowed' END);
  UPDATE vault.unsealing u SET looked_at = clock.now() WHERE u.id = open_one.id AND u.looked_at IS NULL;
  RETURN QUERY SELECT m.persona_hmac, m.owner_enc, open_one.looked_at IS NULL, open_one.until FROM vault.persona_map m WHERE m.persona_hmac = open_one.persona_hmac;
END $$;
REVOKE EXECUTE ON FUNCTION vault.settle_crossing(uuid, text), vault.desk(uuid), vault.unsealings(uuid), vault.ask_unsealing(uuid, uuid, uuid, bytea, text, bytea, uuid),
  vault.decline_unsealing(uuid, uuid, uuid), vault.end_unsealing(uuid, uuid, uuid), vault.unseal(uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.settle_crossing(uuid, text), vault.desk(uuid), vault.unsealings(uuid), vault.ask_unsealing(uuid, uuid, uuid, bytea, text, bytea, uuid),
  vault.decline_unsealing(uuid, uuid, uuid), vault.end_unsealing(uuid, uuid, uuid), vault.unseal(uuid, uuid, uuid) TO bridge;
