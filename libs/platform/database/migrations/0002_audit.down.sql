DROP TABLE audit.seal, audit.entry;
