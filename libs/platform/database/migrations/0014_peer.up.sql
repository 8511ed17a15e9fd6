-- The second realm. Nothing in `comm` leads to a person, nothing in `clin` or `identity` to a persona; the only table
-- that knows both is vault.persona_map, which holds keyed hashes and sealed ids, and which nobody reads but functions.
CREATE SCHEMA comm;
CREATE SCHEMA vault;
CREATE SCHEMA comm_audit;
CREATE SCHEMA comm_outbox;

GRANT USAGE ON SCHEMA app, clock TO app_comm, comm_engine, bridge;
GRANT EXECUTE ON FUNCTION clock.now(), app.uid(), app.org(), app.acting_role() TO app_comm, comm_engine, bridge;

-- A moderator reads what patients write without knowing who they are, so nobody is ever both: not with another role of
-- the organisation whose patients write, at no moment.
ALTER TABLE identity.membership DROP CONSTRAINT membership_role_check;
ALTER TABLE identity.membership ADD CONSTRAINT membership_role_check
  CHECK (role IN ('patient','prescriber','therapist','coordinator','safety-lead','administrator','auditor','moderator'));
CREATE FUNCTION identity.moderate_alone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  -- Two roles given at the same time do not see each other's rows; the lock makes the second one wait and look again.
  PERFORM pg_advisory_xact_lock(hashtextextended('moderate alone ' || NEW.organisation_id || NEW.account_id, 0));
  IF EXISTS (
    SELECT FROM identity.membership m
    WHERE m.organisation_id = NEW.organisation_id AND m.account_id = NEW.account_id AND m.id <> NEW.id
      AND (m.role = 'moderator') <> (NEW.role = 'moderator')
      AND tstzrange(m.starts_at, m.ends_at) && tstzrange(NEW.starts_at, NEW.ends_at)
  ) THEN
    RAISE EXCEPTION 'A moderator holds no other role of the organisation' USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_moderate_alone';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER moderate_alone BEFORE INSERT OR UPDATE ON identity.membership FOR EACH ROW EXECUTE FUNCTION identity.moderate_alone();
REVOKE EXECUTE ON FUNCTION identity.moderate_alone() FROM PUBLIC;

-- To the clinical tables a moderator is a stranger, whatever a policy says about colleagues.
CREATE POLICY not_for_moderators ON identity.membership AS RESTRICTIVE FOR SELECT TO app_clin
  USING (app.acting_role() IS DISTINCT FROM 'moderator' OR account_id = app.uid());
CREATE POLICY not_for_moderators ON identity.account AS RESTRICTIVE FOR SELECT TO app_clin
  USING (app.acting_role() IS DISTINCT FROM 'moderator' OR id = app.uid());
CREATE POLICY not_for_moderators ON identity.data_key AS RESTRICTIVE FOR SELECT TO app_clin
  USING (app.acting_role() IS DISTINCT FROM 'moderator' OR subject_id = app.uid());
-- Who has just been locked out is asked for every few seconds, so that their peer sessions end too.
CREATE INDEX account_disabled ON identity.account (disabled_at) WHERE disabled_at IS NOT NULL;
CREATE INDEX membership_ended ON identity.membership (ends_at) WHERE ends_at IS NOT NULL;

-- The bridge's rounds ask, as the engine, which clinical sessions have just ended: an id and a time, nothing else of them.
CREATE INDEX session_ended ON identity.session (ended_at) WHERE ended_at IS NOT NULL;
CREATE POLICY ended ON identity.session FOR SELECT TO engine USING (ended_at IS NOT NULL);
GRANT SELECT (id, ended_at) ON identity.session TO engine;

CREATE TABLE comm.community (
  id             uuid PRIMARY KEY,
  name           text NOT NULL,
  language       text NOT NULL CHECK (language IN ('en', 'es')),
  zone           text NOT NULL,
  -- Hours of the community's own clock in which a moderator reads along.
  moderated_from text NOT NULL CHECK (moderated_from ~ '^[0-2][0-9]:[0-5][0-9]$'),
  moderated_to   text NOT NULL CHECK (moderated_to ~ '^[0-2][0-9]:[0-5][0-9]$'),
  created_at     timestamptz NOT NULL
);

CREATE TABLE comm.peer_group (
  community_id       uuid NOT NULL REFERENCES comm.community,
  id                 uuid NOT NULL UNIQUE,
  topic              text NOT NULL,
  about              text NOT NULL,
  capacity           integer NOT NULL CHECK (capacity > 0),
  -- So many first posts of everybody wait for a moderator.
  hold_first         smallint NOT NULL DEFAULT 3 CHECK (hold_first >= 0),
  slow_seconds       integer NOT NULL DEFAULT 0 CHECK (slow_seconds >= 0),
  read_only          boolean NOT NULL DEFAULT false,
  guidelines_version integer NOT NULL DEFAULT 1,
  row_version        integer NOT NULL DEFAULT 1,
  PRIMARY KEY (community_id, id)
);

-- Made by vault.issue when somebody first enters. One per person and group, so that nobody can be followed from group
-- to group. The id is chance and the week is all that is kept of when.
CREATE TABLE comm.persona (
  community_id uuid NOT NULL REFERENCES comm.community,
  id           uuid NOT NULL UNIQUE,
  group_id     uuid,
  part         text NOT NULL CHECK (part IN ('peer', 'moderator')),
  display_name text CHECK (length(display_name) BETWEEN 2 AND 40),
  -- What makes two names the same to a reader; stays behind after erasure, so that nobody takes a known name over.
  name_key     bytea,
  tint         smallint NOT NULL CHECK (tint BETWEEN 0 AND 11),
  created_week date NOT NULL CHECK (extract(isodow FROM created_week) = 1),
  erased_at    timestamptz,
  PRIMARY KEY (community_id, id),
  UNIQUE (community_id, name_key),
  FOREIGN KEY (community_id, group_id) REFERENCES comm.peer_group,
  CHECK ((part = 'peer') = (group_id IS NOT NULL))
);
CREATE INDEX persona_group ON comm.persona (group_id);

CREATE TABLE comm.data_key (
  subject_id  uuid PRIMARY KEY REFERENCES comm.persona (id),
  key_version smallint NOT NULL,
  wrapped     bytea NOT NULL
);

CREATE TABLE comm.membership (
  community_id   uuid NOT NULL,
  group_id       uuid NOT NULL,
  persona_id     uuid NOT NULL UNIQUE,
  state          text NOT NULL CHECK (state IN ('requested', 'approved', 'declined', 'withdrawn', 'left', 'removed', 'banned')),
  requested_at   timestamptz NOT NULL,
  decided_at     timestamptz,
  decided_by     uuid REFERENCES comm.persona (id),
  reason         text,
  muted_until    timestamptz,
  hold_all       boolean NOT NULL DEFAULT false,
  posts_released integer NOT NULL DEFAULT 0 CHECK (posts_released >= 0),
  PRIMARY KEY (community_id, group_id, persona_id),
  FOREIGN KEY (community_id, group_id) REFERENCES comm.peer_group,
  FOREIGN KEY (community_id, persona_id) REFERENCES comm.persona,
  CHECK (state IN ('requested', 'withdrawn', 'left') OR decided_at IS NOT NULL)
);
CREATE INDEX membership_waiting ON comm.membership (community_id, requested_at) WHERE state = 'requested';

-- Whether the persona may be led back to a person in a crisis. Append-only, newest counts; moderators cannot read it.
CREATE TABLE comm.bridge_choice (
  persona_id  uuid NOT NULL REFERENCES comm.persona (id),
  may_contact boolean NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (persona_id, at)
);

CREATE TABLE comm.thread (
  community_id uuid NOT NULL,
  group_id     uuid NOT NULL,
  id           uuid NOT NULL UNIQUE,
  -- Sealed with the author's key.
  title        bytea NOT NULL,
  label        text,
  author       uuid NOT NULL,
  pinned       boolean NOT NULL DEFAULT false,
  created_at   timestamptz NOT NULL,
  -- When its newest visible post was written; null while there is none, and then only author and moderators know of it.
  last_at      timestamptz,
  PRIMARY KEY (community_id, group_id, id),
  FOREIGN KEY (community_id, group_id) REFERENCES comm.peer_group,
  FOREIGN KEY (community_id, author) REFERENCES comm.persona
);
CREATE INDEX thread_newest ON comm.thread (group_id, pinned DESC, last_at DESC);

CREATE TABLE comm.post (
  community_id    uuid NOT NULL,
  group_id        uuid NOT NULL,
  thread_id       uuid NOT NULL,
  id              uuid NOT NULL UNIQUE,
  author          uuid NOT NULL,
  -- Sealed with the author's key.
  words           bytea NOT NULL,
  state           text NOT NULL CHECK (state IN ('held', 'visible', 'hidden', 'rejected', 'withdrawn')),
  hold_reasons    text[] NOT NULL DEFAULT '{}' CHECK (hold_reasons <@ ARRAY['first-post', 'dose', 'link', 'crisis', 'reported', 'hold-all', 'slow']),
  crisis          boolean NOT NULL DEFAULT false,
  about_me        boolean NOT NULL DEFAULT true,
  dose_hidden     boolean NOT NULL DEFAULT false,
  created_at      timestamptz NOT NULL,
  edited_at       timestamptz,
  decided_at      timestamptz,
  decided_by      uuid REFERENCES comm.persona (id),
  decision_reason text,
  claimed_by      uuid REFERENCES comm.persona (id),
  claimed_until   timestamptz,
  -- A post that waits for somebody always has a moment by which it is looked at.
  due_at          timestamptz,
  row_version     integer NOT NULL DEFAULT 1,
  PRIMARY KEY (community_id, id),
  FOREIGN KEY (community_id, group_id, thread_id) REFERENCES comm.thread,
  FOREIGN KEY (community_id, author) REFERENCES comm.persona,
  CHECK (state <> 'held' OR due_at IS NOT NULL),
  CHECK ((claimed_by IS NULL) = (claimed_until IS NULL))
);
CREATE INDEX post_thread ON comm.post (thread_id, created_at);
CREATE INDEX post_waiting ON comm.post (community_id, due_at) WHERE state = 'held';
CREATE INDEX post_author ON comm.post (author, created_at);

CREATE TABLE comm.report (
  community_id uuid NOT NULL,
  id           uuid NOT NULL UNIQUE,
  post_id      uuid NOT NULL,
  reporter     uuid NOT NULL,
  reason       text NOT NULL,
  -- Sealed with the reporter's key.
  words        bytea,
  state        text NOT NULL CHECK (state IN ('open', 'decided')),
  at           timestamptz NOT NULL,
  due_at       timestamptz NOT NULL,
  outcome      text,
  decided_by   uuid REFERENCES comm.persona (id),
  decided_at   timestamptz,
  claimed_by    uuid REFERENCES comm.persona (id),
  claimed_until timestamptz,
  PRIMARY KEY (community_id, id),
  UNIQUE (post_id, reporter),
  FOREIGN KEY (community_id, post_id) REFERENCES comm.post,
  FOREIGN KEY (community_id, reporter) REFERENCES comm.persona,
  CHECK ((state = 'decided') = (decided_at IS NOT NULL))
);
CREATE INDEX report_open ON comm.report (community_id, due_at) WHERE state = 'open';

-- What moderators did, never changed: what was wrong is undone by another row.
CREATE TABLE comm.moderation (
  community_id uuid NOT NULL REFERENCES comm.community,
  id           uuid NOT NULL UNIQUE,
  at           timestamptz NOT NULL,
  moderator    uuid NOT NULL,
  action       text NOT NULL,
  post_id      uuid,
  persona_id   uuid,
  reason       text,
  undoes       uuid REFERENCES comm.moderation (id),
  PRIMARY KEY (community_id, id),
  FOREIGN KEY (community_id, moderator) REFERENCES comm.persona,
  FOREIGN KEY (community_id, post_id) REFERENCES comm.post,
  FOREIGN KEY (community_id, persona_id) REFERENCES comm.persona
);
CREATE INDEX moderation_newest ON comm.moderation (community_id, at DESC);

CREATE TABLE comm.reaction (
  community_id uuid NOT NULL,
  post_id      uuid NOT NULL,
  persona_id   uuid NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('with-you', 'thank-you', 'same-here')),
  PRIMARY KEY (post_id, persona_id, kind),
  FOREIGN KEY (community_id, post_id) REFERENCES comm.post,
  FOREIGN KEY (community_id, persona_id) REFERENCES comm.persona
);

CREATE TABLE comm.block (
  community_id uuid NOT NULL,
  persona_id   uuid NOT NULL,
  blocked_id   uuid NOT NULL,
  PRIMARY KEY (persona_id, blocked_id),
  FOREIGN KEY (community_id, persona_id) REFERENCES comm.persona,
  FOREIGN KEY (community_id, blocked_id) REFERENCES comm.persona,
  CHECK (persona_id <> blocked_id)
);

-- No device, no address, and no time finer than the hour: a clinical session of the same minute would say who it is.
CREATE TABLE comm.session (
  id           uuid PRIMARY KEY,
  token_hash   bytea NOT NULL UNIQUE,
  community_id uuid NOT NULL,
  persona_id   uuid NOT NULL,
  part         text NOT NULL CHECK (part IN ('peer', 'moderator')),
  language     text NOT NULL CHECK (language IN ('en', 'es')),
  last_seen    timestamptz NOT NULL CHECK (last_seen = date_trunc('hour', last_seen, 'UTC')),
  expires_at   timestamptz NOT NULL CHECK (expires_at = date_trunc('hour', expires_at, 'UTC')),
  ended        boolean NOT NULL DEFAULT false,
  FOREIGN KEY (community_id, persona_id) REFERENCES comm.persona
);
CREATE INDEX session_persona ON comm.session (persona_id) WHERE NOT ended;

-- A row lives for a minute at most; using it removes it. The session it will become has its id from the start.
CREATE TABLE comm.entry_ticket (
  ticket_hash bytea PRIMARY KEY,
  session_id  uuid NOT NULL UNIQUE,
  persona_id  uuid NOT NULL REFERENCES comm.persona (id),
  language    text NOT NULL CHECK (language IN ('en', 'es')),
  expires_at  timestamptz NOT NULL
);
CREATE INDEX entry_ticket_old ON comm.entry_ticket (expires_at);
CREATE TABLE comm.socket_ticket (
  ticket_hash bytea PRIMARY KEY,
  session_id  uuid NOT NULL REFERENCES comm.session,
  expires_at  timestamptz NOT NULL
);

-- "Pass on". Whether it reached anybody stands in the vault, where no moderator can tell one case from another.
CREATE TABLE comm.crossing (
  community_id uuid NOT NULL,
  id           uuid NOT NULL UNIQUE,
  kind         text NOT NULL CHECK (kind IN ('pass-on')),
  post_id      uuid NOT NULL UNIQUE,
  persona_id   uuid NOT NULL,
  by           uuid NOT NULL,
  at           timestamptz NOT NULL,
  taken_at     timestamptz,
  PRIMARY KEY (community_id, id),
  FOREIGN KEY (community_id, post_id) REFERENCES comm.post,
  FOREIGN KEY (community_id, persona_id) REFERENCES comm.persona,
  FOREIGN KEY (community_id, by) REFERENCES comm.persona
);
CREATE INDEX crossing_waiting ON comm.crossing (at) WHERE taken_at IS NULL;

-- "You have an update", at the next quarter of an hour, so that the time of a mail says nothing about who wrote what. A row
-- is gone when it is taken: laid beside the times of the mails, the rows of a few weeks would say whose persona it is.
CREATE TABLE comm.notice (
  persona_id uuid NOT NULL REFERENCES comm.persona (id),
  due_at     timestamptz NOT NULL,
  PRIMARY KEY (persona_id, due_at)
);
CREATE INDEX notice_waiting ON comm.notice (due_at);

-- Who is asking, told by a row and not by what the request says of itself. Evaluated once per statement.
CREATE FUNCTION comm.own_group() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$ SELECT p.group_id FROM comm.persona p WHERE p.id = app.uid() AND p.community_id = app.org() AND p.part = 'peer' AND app.acting_role() = 'peer' AND p.erased_at IS NULL $$;
CREATE FUNCTION comm.reads_group() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$ SELECT m.group_id FROM comm.membership m WHERE m.persona_id = app.uid() AND m.group_id = comm.own_group() AND m.state = 'approved' $$;
CREATE FUNCTION comm.moderates() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$ SELECT p.community_id FROM comm.persona p WHERE p.id = app.uid() AND p.community_id = app.org() AND p.part = 'moderator' AND app.acting_role() = 'moderator' AND p.erased_at IS NULL $$;
-- Who has a name for those inside: members of the own group, and the moderators who write to it. Whoever leaves takes the name along.
CREATE FUNCTION comm.companions() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT coalesce(array_agg(p.id), '{}') FROM comm.persona p LEFT JOIN comm.membership m ON m.persona_id = p.id
    WHERE comm.reads_group() IS NOT NULL AND p.community_id = app.org() AND (p.part = 'moderator' OR (p.group_id = comm.reads_group() AND m.state = 'approved'))
  $$;
-- Whose words those inside may open: also of who wrote and is a member no more, whatever became of the membership since.
CREATE FUNCTION comm.writers() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$ SELECT comm.companions() || coalesce(array_agg(DISTINCT x.author), '{}') FROM comm.post x WHERE x.group_id = comm.reads_group() $$;

-- A thread is as new as its newest visible post.
CREATE FUNCTION comm.touch_thread() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  -- Two posts of one moment do not see each other; the lock makes the second one wait and look again.
  PERFORM FROM comm.thread t WHERE t.id = NEW.thread_id FOR NO KEY UPDATE;
  UPDATE comm.thread t SET last_at = (SELECT max(p.created_at) FROM comm.post p WHERE p.thread_id = NEW.thread_id AND p.state = 'visible') WHERE t.id = NEW.thread_id;
  RETURN NULL;
END $$;
CREATE TRIGGER touch_thread AFTER INSERT OR UPDATE OF state ON comm.post FOR EACH ROW EXECUTE FUNCTION comm.touch_thread();

-- Two people who report hide a post until a moderator has looked: groups are small.
CREATE FUNCTION comm.hold_reported() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  -- Two reports of one moment do not see each other; the lock makes the second one wait and look again.
  PERFORM FROM comm.post p WHERE p.id = NEW.post_id FOR NO KEY UPDATE;
  UPDATE comm.post p SET state = 'held', due_at = coalesce(p.due_at, NEW.due_at), row_version = p.row_version + 1,
      hold_reasons = ARRAY(SELECT DISTINCT unnest(p.hold_reasons || ARRAY['reported']))
    WHERE p.id = NEW.post_id AND p.state = 'visible' AND (SELECT count(*) FROM comm.report r WHERE r.post_id = NEW.post_id AND r.state = 'open') >= 2;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_reported AFTER INSERT ON comm.report FOR EACH ROW EXECUTE FUNCTION comm.hold_reported();

-- A peer changes words and withdraws; what is for moderators to decide stays as it is, whatever the request sends.
CREATE FUNCTION comm.guard_post() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF app.acting_role() = 'peer' AND current_user = 'app_comm' AND (
    NEW.state NOT IN (OLD.state, 'held', 'withdrawn') OR (OLD.state IN ('hidden', 'rejected', 'withdrawn') AND NEW.state <> OLD.state AND NEW.state <> 'withdrawn')
    OR NOT NEW.hold_reasons @> OLD.hold_reasons OR (OLD.crisis AND NOT NEW.crisis)
    OR (NEW.author, NEW.thread_id, NEW.group_id, NEW.created_at, NEW.decided_by, NEW.decided_at, NEW.decision_reason, NEW.claimed_by)
       IS DISTINCT FROM (OLD.author, OLD.thread_id, OLD.group_id, OLD.created_at, OLD.decided_by, OLD.decided_at, OLD.decision_reason, OLD.claimed_by)
  ) THEN
    RAISE EXCEPTION 'That is for a moderator to decide' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_post BEFORE UPDATE ON comm.post FOR EACH ROW EXECUTE FUNCTION comm.guard_post();

CREATE FUNCTION comm.guard_membership() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF app.acting_role() = 'peer' AND current_user = 'app_comm' AND (
    (OLD.state, NEW.state) NOT IN (VALUES ('requested', 'withdrawn'), ('approved', 'left'), ('withdrawn', 'requested'), ('left', 'requested'), ('declined', 'requested'))
    OR (NEW.persona_id, NEW.group_id, NEW.muted_until, NEW.hold_all, NEW.posts_released, NEW.decided_by)
       IS DISTINCT FROM (OLD.persona_id, OLD.group_id, OLD.muted_until, OLD.hold_all, OLD.posts_released, OLD.decided_by)
  ) THEN
    RAISE EXCEPTION 'That is for a moderator to decide' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_membership BEFORE UPDATE ON comm.membership FOR EACH ROW EXECUTE FUNCTION comm.guard_membership();

-- What happens before anybody is known: a ticket becomes a session, a cookie becomes a persona. app_comm without a persona
-- sees no row at all, so these four are the whole of its sign-in.
CREATE FUNCTION comm.use_entry_ticket(ticket bytea, new_token bytea) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE used record;
BEGIN
  DELETE FROM comm.entry_ticket t WHERE t.ticket_hash = ticket RETURNING t.persona_id, t.session_id, t.language, t.expires_at INTO used;
  IF used IS NULL OR used.expires_at <= clock.now() THEN RETURN false; END IF;
  INSERT INTO comm.session (id, token_hash, community_id, persona_id, part, language, last_seen, expires_at)
    SELECT used.session_id, new_token, p.community_id, p.id, p.part, used.language, date_trunc('hour', clock.now(), 'UTC'), date_trunc('hour', clock.now(), 'UTC') + interval '12 hours'
    FROM comm.persona p WHERE p.id = used.persona_id AND p.erased_at IS NULL;
  RETURN FOUND;
END $$;
CREATE FUNCTION comm.session_behind(token bytea)
  RETURNS TABLE (session_id uuid, community_id uuid, persona_id uuid, group_id uuid, part text, language text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE comm.session s SET last_seen = date_trunc('hour', clock.now(), 'UTC')
    WHERE s.token_hash = token AND NOT s.ended AND s.last_seen < date_trunc('hour', clock.now(), 'UTC') AND s.expires_at > clock.now();
  RETURN QUERY SELECT s.id, s.community_id, s.persona_id, p.group_id, s.part, s.language
    FROM comm.session s JOIN comm.persona p ON p.id = s.persona_id
    WHERE s.token_hash = token AND NOT s.ended AND s.expires_at > clock.now() AND p.erased_at IS NULL;
END $$;
CREATE FUNCTION comm.use_socket_ticket(ticket bytea) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE used record;
BEGIN
  DELETE FROM comm.socket_ticket t WHERE t.ticket_hash = ticket RETURNING t.session_id, t.expires_at INTO used;
  RETURN CASE WHEN used.expires_at > clock.now() THEN used.session_id END;
END $$;
-- Of these sessions the ones that are alive, with the group whose news each may hear now.
CREATE FUNCTION comm.standing(sessions uuid[])
  RETURNS TABLE (session_id uuid, community_id uuid, persona_id uuid, part text, hears_group uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT s.id, s.community_id, s.persona_id, s.part, CASE WHEN m.state = 'approved' THEN m.group_id END
    FROM comm.session s JOIN comm.persona p ON p.id = s.persona_id AND p.erased_at IS NULL LEFT JOIN comm.membership m ON m.persona_id = s.persona_id
    WHERE s.id = ANY (sessions) AND NOT s.ended AND s.expires_at > clock.now()
  $$;
-- Asks for one mail per persona and quarter of an hour. Personas of another community are left out in silence.
CREATE FUNCTION comm.leave_notice(personas uuid[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    INSERT INTO comm.notice (persona_id, due_at)
    SELECT p.id, date_bin(interval '15 minutes', clock.now(), timestamptz '2000-01-01') + interval '15 minutes'
    FROM comm.persona p WHERE p.id = ANY (personas) AND p.erased_at IS NULL AND (app.org() IS NULL OR p.community_id = app.org())
    ON CONFLICT DO NOTHING
  $$;

CREATE TABLE comm_audit.entry (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at           timestamptz NOT NULL,
  community_id uuid,
  actor_kind   text NOT NULL CHECK (actor_kind IN ('persona', 'system')),
  actor_id     text NOT NULL,
  acting_role  text,
  action       text NOT NULL,
  persona_id   uuid,
  category     text,
  object_kind  text NOT NULL,
  object_id    text,
  basis        text NOT NULL,
  request_id   text NOT NULL,
  written_by   xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX entry_persona ON comm_audit.entry (persona_id, id) WHERE persona_id IS NOT NULL;
CREATE TABLE comm_audit.seal (
  number    bigint PRIMARY KEY,
  ids       int8multirange NOT NULL,
  open      int8multirange NOT NULL,
  last_id   bigint NOT NULL,
  rows      integer NOT NULL CHECK (rows > 0),
  previous  bytea NOT NULL,
  hash      bytea NOT NULL,
  sealed_at timestamptz NOT NULL
);

CREATE TABLE comm_outbox.message (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic        text NOT NULL,
  payload      jsonb NOT NULL,
  request_id   text NOT NULL,
  created_at   timestamptz NOT NULL,
  published_at timestamptz,
  attempts     smallint NOT NULL DEFAULT 0
);
CREATE INDEX message_waiting ON comm_outbox.message (id) WHERE published_at IS NULL;
CREATE TABLE comm_outbox.socket_io_attachments (
  id         bigserial PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT clock.now(),
  payload    bytea
);

-- The only place where a person and a persona meet. Both are sealed and found by keyed hashes whose keys are derived from
-- the installation's secret in the bridge's code: these rows, alone or with every other table, link nobody.
CREATE TABLE vault.community (
  organisation_id uuid PRIMARY KEY,
  community_id    uuid NOT NULL UNIQUE
);
CREATE TABLE vault.persona_map (
  persona_hmac     bytea PRIMARY KEY,
  owner_group_hmac bytea NOT NULL UNIQUE,
  persona_enc      bytea NOT NULL,
  owner_enc        bytea NOT NULL
);
-- Which clinical session opened which peer session, both unreadable by themselves: when the one ends, so does the other.
CREATE TABLE vault.entry (
  clinical_hmac bytea NOT NULL,
  session_enc   bytea NOT NULL,
  until         timestamptz NOT NULL,
  PRIMARY KEY (clinical_hmac, session_enc)
);
CREATE INDEX entry_until ON vault.entry (until);
-- Every use of a function below, in the hour in which it was: finer times would lay the two realms over each other.
CREATE TABLE vault.access (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  hour    timestamptz NOT NULL,
  purpose text NOT NULL,
  subject bytea,
  detail  text
);
-- What became of "pass on", out of every moderator's sight.
CREATE TABLE vault.crossing_outcome (
  crossing_id uuid PRIMARY KEY,
  outcome     text NOT NULL CHECK (outcome IN ('alert', 'safety-desk')),
  at          timestamptz NOT NULL
);
-- Leading a persona back to a person by hand: two people, a reason, one hour, and the persona is told afterwards.
CREATE TABLE vault.unsealing (
  id           uuid PRIMARY KEY,
  persona_hmac bytea NOT NULL,
  organisation_id uuid NOT NULL,
  reason       text NOT NULL CHECK (length(reason) BETWEEN 20 AND 500),
  asked_by     uuid NOT NULL,
  asked_at     timestamptz NOT NULL,
  granted_by   uuid CHECK (granted_by <> asked_by),
  granted_at   timestamptz,
  until        timestamptz CHECK (until <= granted_at + interval '1 hour'),
  CHECK ((granted_by IS NULL) = (granted_at IS NULL) AND (granted_at IS NULL) = (until IS NULL))
);

-- What bridge may do, and all that it may do.
CREATE FUNCTION vault.note(purpose text, subject bytea, detail text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$ INSERT INTO vault.access (hour, purpose, subject, detail) VALUES (date_trunc('hour', clock.now(), 'UTC'), purpose, subject, detail) $$;

-- Cards of the groups of an organisation's community. Members are counted in bands, so that nobody can count one more.
CREATE FUNCTION vault.groups(organisation uuid)
  RETURNS TABLE (community_id uuid, community_name text, language text, zone text, moderated_from text, moderated_to text,
                 group_id uuid, topic text, about text, read_only boolean, size_band text, has_room boolean)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('groups', NULL, NULL);
  RETURN QUERY
    SELECT c.id, c.name, c.language, c.zone, c.moderated_from, c.moderated_to, g.id, g.topic, g.about, g.read_only,
      CASE WHEN n.members < 5 THEN 'under-5' WHEN n.members <= 20 THEN '5-to-20' WHEN n.members <= 50 THEN '21-to-50' ELSE 'over-50' END, n.members < g.capacity
    FROM vault.community v JOIN comm.community c ON c.id = v.community_id LEFT JOIN comm.peer_group g ON g.community_id = c.id
      CROSS JOIN LATERAL (SELECT count(*) AS members FROM comm.membership m WHERE m.group_id = g.id AND m.state = 'approved') n
    WHERE v.organisation_id = organisation ORDER BY g.topic;
END $$;

-- The sealed persona of this person in this group; null if they never entered it.
CREATE FUNCTION vault.find(owner_group bytea) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$ SELECT m.persona_enc FROM vault.persona_map m WHERE m.owner_group_hmac = owner_group $$;

-- Makes a persona and its place in the map, or answers the sealed one that a simultaneous call has made.
CREATE FUNCTION vault.issue(community uuid, peer_group uuid, persona uuid, persona_hmac bytea, owner_group bytea, persona_enc bytea, owner_enc bytea,
                            name_tint smallint, key_version smallint, wrapped_key bytea) RETURNS bytea
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE known bytea;
BEGIN
  INSERT INTO vault.persona_map VALUES (persona_hmac, owner_group, persona_enc, owner_enc) ON CONFLICT (owner_group_hmac) DO NOTHING;
  IF NOT FOUND THEN
    SELECT m.persona_enc INTO STRICT known FROM vault.persona_map m WHERE m.owner_group_hmac = owner_group;
    RETURN known;
  END IF;
  INSERT INTO comm.persona (community_id, id, group_id, part, tint, created_week)
    VALUES (community, persona, peer_group, CASE WHEN peer_group IS NULL THEN 'moderator' ELSE 'peer' END, name_tint, date_trunc('week', clock.now() AT TIME ZONE 'UTC')::date);
  INSERT INTO comm.data_key (subject_id, key_version, wrapped) VALUES (persona, key_version, wrapped_key);
  PERFORM vault.note('issue', persona_hmac, NULL);
  RETURN persona_enc;
END $$;

-- A ticket of one minute for a persona that may still come in. Says whether there is one.
CREATE FUNCTION vault.enter(persona uuid, persona_hmac bytea, ticket bytea, visitor_language text, peer_session uuid, clinical bytea, sealed_session bytea) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('enter', persona_hmac, NULL);
  DELETE FROM comm.entry_ticket t WHERE t.expires_at <= clock.now();
  DELETE FROM vault.entry e WHERE e.until <= clock.now();
  INSERT INTO vault.entry VALUES (clinical, sealed_session, date_trunc('hour', clock.now(), 'UTC') + interval '13 hours');
  INSERT INTO comm.entry_ticket (ticket_hash, session_id, persona_id, language, expires_at)
    SELECT ticket, peer_session, p.id, visitor_language, clock.now() + interval '60 seconds' FROM comm.persona p WHERE p.id = persona AND p.erased_at IS NULL;
  RETURN FOUND;
END $$;

-- Whose persona this is, sealed, to compare a wished name with the person's own.
CREATE FUNCTION vault.check_name(persona bytea) RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('check-name', persona, NULL);
  RETURN (SELECT m.owner_enc FROM vault.persona_map m WHERE m.persona_hmac = persona);
END $$;

-- Notices whose quarter of an hour has come, taken away, together and in no order.
CREATE FUNCTION vault.take_notices(most integer) RETURNS TABLE (persona_id uuid) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  RETURN QUERY
    DELETE FROM comm.notice n
    USING (SELECT w.persona_id, w.due_at FROM comm.notice w WHERE w.due_at <= clock.now() ORDER BY random() LIMIT most FOR UPDATE SKIP LOCKED) due
    WHERE n.persona_id = due.persona_id AND n.due_at = due.due_at RETURNING n.persona_id;
END $$;
CREATE FUNCTION vault.owners_to_notify(personas bytea[]) RETURNS TABLE (persona bytea, owner bytea) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('notify', NULL, cardinality(personas)::text);
  RETURN QUERY SELECT m.persona_hmac, m.owner_enc FROM vault.persona_map m WHERE m.persona_hmac = ANY (personas) ORDER BY m.persona_hmac;
END $$;

-- Crises that were passed on and that nobody has settled. Whoever takes one has half a minute.
CREATE FUNCTION vault.take_crossings(most integer) RETURNS TABLE (crossing_id uuid, persona_id uuid, at timestamptz, may_contact boolean)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  RETURN QUERY
    UPDATE comm.crossing c SET taken_at = clock.now()
    FROM (SELECT w.id FROM comm.crossing w WHERE (w.taken_at IS NULL OR w.taken_at < clock.now() - interval '30 seconds')
            AND NOT EXISTS (SELECT FROM vault.crossing_outcome o WHERE o.crossing_id = w.id) ORDER BY w.at LIMIT most FOR UPDATE SKIP LOCKED) due
    WHERE c.id = due.id
    RETURNING c.id, c.persona_id, c.at, coalesce((SELECT b.may_contact FROM comm.bridge_choice b WHERE b.persona_id = c.persona_id ORDER BY b.at DESC LIMIT 1), false);
END $$;
-- The person behind a crossing, sealed, and only while it waits and the persona's newest choice allows it.
CREATE FUNCTION vault.raise(crossing uuid, persona bytea) RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE allowed boolean;
BEGIN
  SELECT coalesce((SELECT b.may_contact FROM comm.bridge_choice b WHERE b.persona_id = c.persona_id ORDER BY b.at DESC LIMIT 1), false) INTO allowed
    FROM comm.crossing c WHERE c.id = crossing AND NOT EXISTS (SELECT FROM vault.crossing_outcome o WHERE o.crossing_id = crossing);
  PERFORM vault.note('raise', persona, crossing::text || CASE WHEN allowed THEN ' allowed' ELSE ' refused' END);
  RETURN CASE WHEN allowed THEN (SELECT m.owner_enc FROM vault.persona_map m WHERE m.persona_hmac = persona) END;
END $$;
CREATE FUNCTION vault.settle_crossing(crossing uuid, what text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$ INSERT INTO vault.crossing_outcome (crossing_id, outcome, at) VALUES (crossing, what, clock.now()) ON CONFLICT DO NOTHING $$;

-- Sealed personas of a person who has lost the right to come in, by the keyed hashes of all groups; and the end of their sessions.
CREATE FUNCTION vault.group_ids() RETURNS TABLE (organisation_id uuid, community_id uuid, group_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$ SELECT v.organisation_id, v.community_id, g.id FROM vault.community v LEFT JOIN comm.peer_group g ON g.community_id = v.community_id $$;
CREATE FUNCTION vault.personas_to_end(owner_groups bytea[]) RETURNS TABLE (owner_group bytea, persona bytea) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('end-sessions', NULL, NULL);
  RETURN QUERY SELECT m.owner_group_hmac, m.persona_enc FROM vault.persona_map m WHERE m.owner_group_hmac = ANY (owner_groups);
END $$;
CREATE FUNCTION vault.end_sessions(personas uuid[]) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE ended_now integer;
BEGIN
  DELETE FROM comm.entry_ticket t WHERE t.persona_id = ANY (personas);
  WITH over AS (UPDATE comm.session s SET ended = true WHERE s.persona_id = ANY (personas) AND NOT s.ended RETURNING s.persona_id),
       told AS (INSERT INTO comm_outbox.message (topic, payload, request_id, created_at)
                SELECT DISTINCT 'access-changed', jsonb_build_object('persona', o.persona_id::text), 'bridge', clock.now() FROM over o RETURNING 1)
  SELECT count(*) FROM over INTO ended_now;
  RETURN ended_now;
END $$;

-- The sealed peer sessions that these clinical ones opened, each once; and the end of them.
CREATE FUNCTION vault.entries_to_end(clinical_sessions bytea[]) RETURNS TABLE (clinical bytea, session bytea) LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$ DELETE FROM vault.entry e WHERE e.clinical_hmac = ANY (clinical_sessions) RETURNING e.clinical_hmac, e.session_enc $$;
CREATE FUNCTION vault.end_entered(sessions uuid[]) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE ended_now integer;
BEGIN
  DELETE FROM comm.entry_ticket t WHERE t.session_id = ANY (sessions);
  WITH over AS (UPDATE comm.session s SET ended = true WHERE s.id = ANY (sessions) AND NOT s.ended RETURNING s.id),
       told AS (INSERT INTO comm_outbox.message (topic, payload, request_id, created_at)
                SELECT 'access-changed', jsonb_build_object('session', o.id::text), 'bridge', clock.now() FROM over o RETURNING 1)
  SELECT count(*) FROM over INTO ended_now;
  RETURN ended_now;
END $$;

CREATE FUNCTION vault.ask_unsealing(unsealing uuid, organisation uuid, persona bytea, why text, account uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('unseal-ask', persona, unsealing::text);
  INSERT INTO vault.unsealing (id, persona_hmac, organisation_id, reason, asked_by, asked_at) VALUES (unsealing, persona, organisation, why, account, clock.now());
END $$;
-- Another person of the same organisation agrees, within a day. Says whether the hour has begun.
CREATE FUNCTION vault.grant_unsealing(unsealing uuid, organisation uuid, account uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM vault.note('unseal-grant', NULL, unsealing::text);
  UPDATE vault.unsealing u SET granted_by = account, granted_at = clock.now(), until = clock.now() + interval '1 hour'
    WHERE u.id = unsealing AND u.organisation_id = organisation AND u.granted_by IS NULL AND u.asked_by <> account AND u.asked_at > clock.now() - interval '1 day';
  RETURN FOUND;
END $$;
-- The person, sealed, for the two who agreed and while their hour lasts.
CREATE FUNCTION vault.unseal(unsealing uuid, organisation uuid, account uuid) RETURNS TABLE (persona bytea, owner bytea)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE open_one vault.unsealing;
BEGIN
  SELECT u.* INTO open_one FROM vault.unsealing u
    WHERE u.id = unsealing AND u.organisation_id = organisation AND account IN (u.asked_by, u.granted_by) AND u.until > clock.now();
  PERFORM vault.note('unseal', open_one.persona_hmac, unsealing::text || CASE WHEN open_one.id IS NULL THEN ' refused' ELSE ' allowed' END);
  RETURN QUERY SELECT m.persona_hmac, m.owner_enc FROM vault.persona_map m WHERE m.persona_hmac = open_one.persona_hmac;
END $$;

CALL app.protect('comm.community');
CALL app.protect('comm.peer_group');
CALL app.protect('comm.persona');
CALL app.protect('comm.data_key');
CALL app.protect('comm.membership');
CALL app.protect('comm.bridge_choice');
CALL app.protect('comm.thread');
CALL app.protect('comm.post');
CALL app.protect('comm.report');
CALL app.protect('comm.moderation');
CALL app.protect('comm.reaction');
CALL app.protect('comm.block');
CALL app.protect('comm.session');
CALL app.protect('comm.entry_ticket');
CALL app.protect('comm.socket_ticket');
CALL app.protect('comm.crossing');
CALL app.protect('comm.notice');
CALL app.protect('comm_audit.entry');
CALL app.protect('comm_audit.seal');
CALL app.protect('comm_outbox.message');
CALL app.protect('comm_outbox.socket_io_attachments');
CALL app.protect('vault.community');
CALL app.protect('vault.persona_map');
CALL app.protect('vault.entry');
CALL app.protect('vault.access');
CALL app.protect('vault.crossing_outcome');
CALL app.protect('vault.unsealing');

CREATE POLICY own ON comm.community FOR SELECT TO app_comm USING (id = app.org());
CREATE POLICY own ON comm.peer_group FOR SELECT TO app_comm USING (id = (SELECT comm.own_group()) OR community_id = (SELECT comm.moderates()));
CREATE POLICY moderated ON comm.peer_group FOR UPDATE TO app_comm USING (community_id = (SELECT comm.moderates())) WITH CHECK (community_id = (SELECT comm.moderates()));

CREATE POLICY seen ON comm.persona FOR SELECT TO app_comm USING (
  id = app.uid() OR community_id = (SELECT comm.moderates()) OR id = ANY ((SELECT comm.companions())::uuid[]));
CREATE POLICY own ON comm.persona FOR UPDATE TO app_comm USING (id = app.uid() AND community_id = app.org()) WITH CHECK (id = app.uid() AND community_id = app.org());
CREATE POLICY seen ON comm.data_key FOR SELECT TO app_comm USING (
  subject_id = app.uid() OR subject_id = ANY ((SELECT comm.writers())::uuid[])
  OR EXISTS (SELECT FROM comm.persona p WHERE p.id = subject_id AND p.community_id = (SELECT comm.moderates())));
-- Destroying the own key is what erasure means.
CREATE POLICY erased ON comm.data_key FOR DELETE TO app_comm USING (subject_id = app.uid());

CREATE POLICY seen ON comm.membership FOR SELECT TO app_comm USING (persona_id = app.uid() OR community_id = (SELECT comm.moderates()));
CREATE POLICY asked ON comm.membership FOR INSERT TO app_comm WITH CHECK (
  persona_id = app.uid() AND community_id = app.org() AND group_id = (SELECT comm.own_group()) AND state = 'requested' AND decided_by IS NULL
  AND muted_until IS NULL AND posts_released = 0);
CREATE POLICY own ON comm.membership FOR UPDATE TO app_comm USING (persona_id = app.uid()) WITH CHECK (persona_id = app.uid() AND community_id = app.org());
CREATE POLICY decided ON comm.membership FOR UPDATE TO app_comm USING (community_id = (SELECT comm.moderates())) WITH CHECK (community_id = (SELECT comm.moderates()));
CREATE POLICY own ON comm.bridge_choice FOR SELECT TO app_comm USING (persona_id = app.uid());
CREATE POLICY own_insert ON comm.bridge_choice FOR INSERT TO app_comm WITH CHECK (persona_id = app.uid());

CREATE POLICY seen ON comm.thread FOR SELECT TO app_comm USING (
  author = app.uid() OR community_id = (SELECT comm.moderates()) OR (group_id = (SELECT comm.reads_group()) AND last_at IS NOT NULL));
CREATE POLICY written ON comm.thread FOR INSERT TO app_comm WITH CHECK (
  author = app.uid() AND community_id = app.org() AND (group_id = (SELECT comm.reads_group()) OR community_id = (SELECT comm.moderates())));
CREATE POLICY moderated ON comm.thread FOR UPDATE TO app_comm USING (community_id = (SELECT comm.moderates())) WITH CHECK (community_id = (SELECT comm.moderates()));

CREATE POLICY seen ON comm.post FOR SELECT TO app_comm USING (
  author = app.uid() OR community_id = (SELECT comm.moderates()) OR (group_id = (SELECT comm.reads_group()) AND state = 'visible'));
CREATE POLICY written ON comm.post FOR INSERT TO app_comm WITH CHECK (
  author = app.uid() AND community_id = app.org() AND state IN ('held', 'visible') AND decided_by IS NULL
  AND (group_id = (SELECT comm.reads_group()) OR community_id = (SELECT comm.moderates())));
CREATE POLICY own ON comm.post FOR UPDATE TO app_comm USING (author = app.uid()) WITH CHECK (author = app.uid() AND community_id = app.org());
CREATE POLICY moderated ON comm.post FOR UPDATE TO app_comm USING (community_id = (SELECT comm.moderates())) WITH CHECK (community_id = (SELECT comm.moderates()));

CREATE POLICY seen ON comm.report FOR SELECT TO app_comm USING (reporter = app.uid() OR community_id = (SELECT comm.moderates()));
CREATE POLICY written ON comm.report FOR INSERT TO app_comm WITH CHECK (
  reporter = app.uid() AND community_id = app.org() AND state = 'open' AND decided_by IS NULL
  AND EXISTS (SELECT FROM comm.post p WHERE p.id = post_id AND p.author <> app.uid()));
CREATE POLICY decided ON comm.report FOR UPDATE TO app_comm USING (community_id = (SELECT comm.moderates())) WITH CHECK (community_id = (SELECT comm.moderates()));
CREATE POLICY moderators ON comm.moderation FOR SELECT TO app_comm USING (community_id = (SELECT comm.moderates()));
CREATE POLICY appended ON comm.moderation FOR INSERT TO app_comm WITH CHECK (community_id = (SELECT comm.moderates()) AND moderator = app.uid());

CREATE POLICY seen ON comm.reaction FOR SELECT TO app_comm USING (EXISTS (SELECT FROM comm.post p WHERE p.id = post_id));
CREATE POLICY own_insert ON comm.reaction FOR INSERT TO app_comm WITH CHECK (
  persona_id = app.uid() AND community_id = app.org() AND EXISTS (SELECT FROM comm.post p WHERE p.id = post_id AND p.state = 'visible'));
CREATE POLICY own_delete ON comm.reaction FOR DELETE TO app_comm USING (persona_id = app.uid());
CREATE POLICY own ON comm.block TO app_comm USING (persona_id = app.uid()) WITH CHECK (persona_id = app.uid() AND community_id = app.org());

CREATE POLICY own ON comm.session FOR SELECT TO app_comm USING (persona_id = app.uid());
CREATE POLICY own_end ON comm.session FOR UPDATE TO app_comm USING (persona_id = app.uid()) WITH CHECK (persona_id = app.uid() AND ended);
CREATE POLICY own ON comm.socket_ticket FOR INSERT TO app_comm WITH CHECK (EXISTS (SELECT FROM comm.session s WHERE s.id = session_id AND s.persona_id = app.uid()));

CREATE POLICY moderators ON comm.crossing FOR SELECT TO app_comm USING (community_id = (SELECT comm.moderates()));
CREATE POLICY passed_on ON comm.crossing FOR INSERT TO app_comm WITH CHECK (
  community_id = (SELECT comm.moderates()) AND by = app.uid() AND taken_at IS NULL
  AND EXISTS (SELECT FROM comm.post p WHERE p.id = post_id AND p.author = persona_id));

CREATE POLICY append ON comm_audit.entry FOR INSERT TO app_comm, comm_engine WITH CHECK (true);
CREATE POLICY sealer ON comm_audit.entry FOR SELECT TO comm_engine USING (true);
CREATE POLICY sealer ON comm_audit.seal TO comm_engine USING (true) WITH CHECK (true);
CREATE POLICY append ON comm_outbox.message FOR INSERT TO app_comm WITH CHECK (true);
CREATE POLICY returning_id ON comm_outbox.message FOR SELECT TO app_comm USING (true);
CREATE POLICY relay ON comm_outbox.message TO comm_engine USING (true) WITH CHECK (true);
CREATE POLICY adapter ON comm_outbox.socket_io_attachments TO comm_engine USING (true) WITH CHECK (true);

-- The peer worker looks at deadlines and clears away what is over. It has no key and so no word.
CREATE POLICY engine ON comm.community FOR SELECT TO comm_engine USING (true);
CREATE POLICY engine ON comm.peer_group FOR SELECT TO comm_engine USING (true);
CREATE POLICY engine ON comm.persona FOR SELECT TO comm_engine USING (true);
CREATE POLICY engine ON comm.membership TO comm_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON comm.post TO comm_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON comm.report TO comm_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON comm.session TO comm_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON comm.entry_ticket TO comm_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON comm.socket_ticket TO comm_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON comm.notice TO comm_engine USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA comm, comm_audit, comm_outbox TO app_comm, comm_engine;
GRANT USAGE ON SCHEMA vault TO bridge;

GRANT SELECT ON comm.community, comm.persona, comm.membership, comm.thread, comm.post, comm.report, comm.moderation, comm.reaction, comm.bridge_choice, comm.block TO app_comm;
GRANT SELECT, UPDATE (topic, about, capacity, hold_first, slow_seconds, read_only, guidelines_version, row_version) ON comm.peer_group TO app_comm;
GRANT UPDATE (display_name, name_key, erased_at) ON comm.persona TO app_comm;
GRANT SELECT, DELETE ON comm.data_key TO app_comm;
GRANT INSERT, UPDATE (state, requested_at, decided_at, decided_by, reason, muted_until, hold_all, posts_released) ON comm.membership TO app_comm;
GRANT INSERT ON comm.bridge_choice, comm.thread, comm.post, comm.report, comm.moderation, comm.socket_ticket TO app_comm;
GRANT UPDATE (title, label, pinned) ON comm.thread TO app_comm;
GRANT UPDATE (words, state, hold_reasons, crisis, about_me, dose_hidden, edited_at, decided_at, decided_by, decision_reason, claimed_by, claimed_until, due_at, row_version) ON comm.post TO app_comm;
GRANT UPDATE (state, outcome, decided_by, decided_at, claimed_by, claimed_until) ON comm.report TO app_comm;
GRANT INSERT, DELETE ON comm.reaction, comm.block TO app_comm;
GRANT SELECT (id, persona_id, ended), UPDATE (ended) ON comm.session TO app_comm;
GRANT INSERT (community_id, id, kind, post_id, persona_id, by, at), SELECT (community_id, id, kind, post_id, persona_id, by, at) ON comm.crossing TO app_comm;
GRANT INSERT ON comm_audit.entry TO app_comm, comm_engine;
GRANT SELECT ON comm_audit.entry TO comm_engine;
GRANT SELECT, INSERT ON comm_audit.seal TO comm_engine;
GRANT INSERT, SELECT (id) ON comm_outbox.message TO app_comm;
GRANT SELECT, INSERT, UPDATE, DELETE ON comm_outbox.message TO comm_engine;
GRANT SELECT, INSERT, DELETE ON comm_outbox.socket_io_attachments TO comm_engine;
GRANT USAGE ON SEQUENCE comm_outbox.socket_io_attachments_id_seq TO comm_engine;

GRANT SELECT ON comm.community, comm.peer_group, comm.persona, comm.membership, comm.post, comm.report TO comm_engine;
GRANT UPDATE (muted_until) ON comm.membership TO comm_engine;
GRANT UPDATE (claimed_by, claimed_until, due_at, row_version) ON comm.post TO comm_engine;
GRANT UPDATE (claimed_by, claimed_until, due_at) ON comm.report TO comm_engine;
GRANT SELECT, DELETE ON comm.session, comm.entry_ticket, comm.socket_ticket, comm.notice TO comm_engine;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA comm, vault FROM PUBLIC;
GRANT EXECUTE ON FUNCTION comm.own_group(), comm.reads_group(), comm.moderates(), comm.companions(), comm.writers(), comm.use_entry_ticket(bytea, bytea),
  comm.session_behind(bytea), comm.use_socket_ticket(bytea), comm.standing(uuid[]) TO app_comm;
GRANT EXECUTE ON FUNCTION comm.leave_notice(uuid[]) TO app_comm, comm_engine;
GRANT EXECUTE ON FUNCTION vault.groups(uuid), vault.find(bytea), vault.issue(uuid, uuid, uuid, bytea, bytea, bytea, bytea, smallint, smallint, bytea),
  vault.enter(uuid, bytea, bytea, text, uuid, bytea, bytea), vault.entries_to_end(bytea[]), vault.end_entered(uuid[]), vault.check_name(bytea), vault.take_notices(integer), vault.owners_to_notify(bytea[]), vault.take_crossings(integer),
  vault.raise(uuid, bytea), vault.settle_crossing(uuid, text), vault.group_ids(), vault.personas_to_end(bytea[]), vault.end_sessions(uuid[]),
  vault.ask_unsealing(uuid, uuid, bytea, text, uuid), vault.grant_unsealing(uuid, uuid, uuid), vault.unseal(uuid, uuid, uuid) TO bridge;
