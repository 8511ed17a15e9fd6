import { preferredLanguage, sayRefusal, type Language } from '@evenkeel/language';
import type { Request, Response } from 'express';

export interface Refused {
  readonly code: string;
  /** The field of the request that has to change; `null` when none is at fault. */
  readonly field: string | null;
  readonly message: string;
}

/** Writes the status and words the refusal in the visitor's language, or that of the browser when nobody is known. */
export function refused(
  request: Request, response: Response, status: number, code: string,
  language: Language = preferredLanguage(request.headers['accept-language']), field: string | null = null,
): Refused {
  response.status(status);
  return { code, field, message: sayRefusal(language, { code, facts: {} }) };
}
