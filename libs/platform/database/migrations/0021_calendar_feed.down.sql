DROP TABLE clin.calendar_feed;
