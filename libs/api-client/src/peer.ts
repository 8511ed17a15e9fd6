/** The peer realm's operations, apart from the others: a page of one realm loads nothing of the other's. */
export * from './generated/peer-operations.js';
