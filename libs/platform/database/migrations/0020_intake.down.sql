DROP TABLE clin.outside_clinician;
DROP TABLE clin.other_medicine;
DROP TABLE clin.intake;
