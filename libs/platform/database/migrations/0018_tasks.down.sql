DROP TABLE clin.task;
