-- Schemas speak the product. `app` holds what every request needs, `clock` the only source of time.
CREATE SCHEMA app;
CREATE SCHEMA clock;
CREATE SCHEMA identity;
CREATE SCHEMA clin;
CREATE SCHEMA audit;
CREATE SCHEMA outbox;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- Every deadline, in SQL and in code, is computed from here. Tests replace the body, production never does.
CREATE FUNCTION clock.now() RETURNS timestamptz
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT pg_catalog.transaction_timestamp() $$;

-- Who is asking, set by the transaction wrapper and gone with the transaction. After a commit PostgreSQL
-- leaves an empty string behind instead of NULL, hence nullif.
CREATE FUNCTION app.uid() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.uid', true), '')::uuid $$;
CREATE FUNCTION app.org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.org', true), '')::uuid $$;
CREATE FUNCTION app.acting_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.role', true), '') $$;

-- FORCE makes policies hold for the owner too, so that no forgotten table is readable by accident; the named
-- owner policy keeps migrations and backfills working (without it a backfill updates 0 rows in silence).
CREATE PROCEDURE app.protect(target regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY owner ON %s TO %I USING (true) WITH CHECK (true)', target, current_user);
END $$;

-- The newest entry of the migrator's ledger, which nobody else may read. A process compares it with what it was built for.
CREATE FUNCTION app.schema_version() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$ SELECT name::text FROM public.migration ORDER BY id DESC LIMIT 1 $$;

GRANT USAGE ON SCHEMA app, clock TO app_clin, engine;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA app, clock FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE app.protect(regclass) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clock.now(), app.uid(), app.org(), app.acting_role() TO app_clin, engine;
GRANT EXECUTE ON FUNCTION app.schema_version() TO engine;
