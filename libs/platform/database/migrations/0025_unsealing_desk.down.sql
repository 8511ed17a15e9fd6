DROP FUNCTION vault.unseal(uuid, uuid, uuid), vault.end_unsealing(uuid, uuid, uuid), vault.decline_unsealing(uuid, uuid, uuid),
  vault.ask_unsealing(uuid, uuid, uuid, bytea, text, bytea, uuid), vault.unsealings(uuid), vault.desk(uuid), vault.settle_crossing(uuid, text);
DROP INDEX vault.unsealing_of;
ALTER TABLE vault.unsealing DROP COLUMN ended_at, DROP COLUMN looked_at, DROP COLUMN declined_at, DROP COLUMN declined_by, DROP COLUMN danger, DROP COLUMN crossing_id;
-- Sealed words cannot be opened here; that there was a request stays.
ALTER TABLE vault.unsealing DROP CONSTRAINT unsealing_words;
UPDATE vault.unsealing SET reason = 'Sealed by a later version' WHERE reason IS NULL;
ALTER TABLE vault.unsealing DROP COLUMN reason_enc, ALTER COLUMN reason SET NOT NULL;
CREATE FUNCTION vault.settle_crossing(crossing uuid, what text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$ INSERT INTO vault.crossing_outcome (crossing_id, outcome, at) VALUES (crossing, what, clock.now()) ON CONFLICT DO NOTHING $$;
CREATE FUNCTION vault.ask_unsealing(unsealing uuid, organisation uuid, persona bytea, why text, account uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('unseal-ask', persona, unsealing::text);
  INSERT INTO vault.unsealing (id, persona_hmac, organisation_id, reason, asked_by, asked_at) VALUES (unsealing, persona, organisation, why, account, clock.now());
END $$;
CREATE OR REPLACE FUNCTION vault.grant_unsealing(unsealing uuid, organisation uuid, account uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('unseal-grant', NULL, unsealing::text);
  UPDATE vault.unsealing u SET granted_by = account, granted_at = clock.now(), until = clock.now() + interval '1 hour'
    WHERE u.id = unsealing AND u.organisation_id = organisation AND u.granted_by IS NULL AND u.asked_by <> account AND u.asked_at > clock.now() - interval '1 day';
  RETURN FOUND;
END $$;
CREATE FUNCTION vault.unseal(unsealing uuid, organisation uuid, account uuid) RETURNS TABLE (persona bytea, owner bytea)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE open_one vault.unsealing;
BEGIN
  SELECT u.* INTO open_one FROM vault.unsealing u
    WHERE u.id = unsealing AND u.organisation_id = organisation AND account IN (u.asked_by, u.granted_by) AND u.until > clock.now();
  PERFORM vault.note('unseal', open_one.persona_hmac, unsealing::text || CASE WHEN open_one.id IS NULL THEN ' refused' ELSE ' allowed' END);
  RETURN QUERY SELECT m.persona_hmac, m.owner_enc FROM vault.persona_map m WHERE m.persona_hmac = open_one.persona_hmac;
END $$;
REVOKE EXECUTE ON FUNCTION vault.settle_crossing(uuid, text), vault.ask_unsealing(uuid, uuid, bytea, text, uuid), vault.unseal(uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.settle_crossing(uuid, text), vault.ask_unsealing(uuid, uuid, bytea, text, uuid), vault.unseal(uuid, uuid, uuid) TO bridge;
