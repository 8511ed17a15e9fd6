export * from './access-table.js';
export * from './check-new-admin.js';
export * from './create-admin.js';
export { demoAccounts } from './demo/demo-clinic.js';
export * from './demo/seed-demo.js';
export * from './product.module.js';
export * from './resolvers.js';
