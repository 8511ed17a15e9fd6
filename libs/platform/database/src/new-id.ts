import type { Id } from '@evenkeel/kernel';
import { v4, v7 } from 'uuid';

/** Clinical ids are time-ordered, which keeps their indexes compact. */
export const newId = <Of extends string>(): Id<Of> => v7() as Id<Of>;

/** Ids that must say nothing about when they were made: request ids, tickets, anything of the peer realm. */
export const newRandomId = (): string => v4();
