// as: libs/symptoms/server/src/use-cases/fixture.ts
// breaks: evenkeel/walls | Test code stays out of the product
import { aPatient } from '@evenkeel/care-team-server/testing';
export const use = aPatient;
