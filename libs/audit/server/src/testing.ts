import { Audit } from './audit.js';
import { AuditStore } from './store/audit.store.js';

/** The real thing: tests look at what it wrote. */
export const buildAudit = (): Audit => new Audit(new AuditStore());
