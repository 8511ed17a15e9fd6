DROP TABLE clin.taper_settings;
