export * from './database.js';
export * from './database.module.js';
export * from './migrate.js';
export * from './new-id.js';
export * from './outbox.js';
export * from './roles.js';
export * from './sql-migrations.js';
export * from './tx.js';
