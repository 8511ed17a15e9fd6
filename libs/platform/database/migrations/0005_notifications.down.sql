DROP TABLE clin.message_log;
