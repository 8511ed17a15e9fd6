export * from './generated/operations.js';
export * from './operation.js';
export * from './request.js';
