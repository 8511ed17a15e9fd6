import { refuse } from '@evenkeel/kernel';
import type { AlertRefusal, AlertRefusalCode } from './step.js';

/** A refusal whose code is one of the alert's own. */
export const refuseAlert = (
  code: AlertRefusalCode,
  facts: Readonly<Record<string, string | number>> = {},
): AlertRefusal => refuse(code, null, facts);
