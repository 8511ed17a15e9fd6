import { GraphQLError } from 'graphql';
import { sayRefusal, type Language } from '@evenkeel/language';

/** Errors that a client may read as they are. Everything else is a fault and leaves as a reference. */
export const openCodes = ['signed-out', 'not-allowed'] as const;

const open = (code: (typeof openCodes)[number], language: Language, status: number): GraphQLError =>
  new GraphQLError(sayRefusal(language, { code, facts: {} }), { extensions: { code, http: { status } } });

export const signedOut = (language: Language): GraphQLError => open('signed-out', language, 401);
export const notAllowed = (language: Language): GraphQLError => open('not-allowed', language, 403);
