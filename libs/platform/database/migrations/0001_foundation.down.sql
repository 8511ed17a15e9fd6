DROP SCHEMA outbox, audit, clin, identity, clock, app CASCADE;
GRANT USAGE ON SCHEMA public TO PUBLIC;
