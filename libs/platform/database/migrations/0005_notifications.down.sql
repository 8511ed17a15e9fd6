DROP TABLE clin.message_log;
REVOKE ALL ON SCHEMA clin FROM app_clin, engine;
