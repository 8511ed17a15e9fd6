import type { MyPlanQuery } from '@evenkeel/api-client';

/** Whether a copy from the device has the shape that this version of the pages reads. An older copy is left out. */
export function isMyPlan(data: unknown): data is MyPlanQuery['myPlan'] {
  if (typeof data !== 'object' || data === null) return false;
  const { today, doses, products, records, showsNoDose, plan, coming } = data as Record<string, unknown>;
  return typeof today === 'string' && typeof showsNoDose === 'boolean' && [doses, products, records].every(Array.isArray) && [plan, coming].every(isVersion);
}

function isVersion(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { number, plan, changes } = value as Record<string, unknown>;
  return typeof number === 'number' && typeof plan === 'string' && Array.isArray(changes);
}
