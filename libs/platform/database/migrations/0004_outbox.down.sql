DROP TABLE outbox.message;
REVOKE ALL ON SCHEMA outbox FROM app_clin, engine;
