import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Extensions, GqlExecutionContext } from '@nestjs/graphql';
import type { Actor, PeerActor } from '@evenkeel/kernel';
import { enteredAs, type GraphqlContext, type PeerContext, signedIn } from './context.js';

/** Open to people who are not signed in. Spelled out, so that it can be searched for. */
export const everyone = 'public';

/**
 * Says who may call a root field: a verb of the access table, or `public`. A root field without it stops the start.
 * Whose rows come back is another question, which readers and use cases answer.
 */
export const Access = (audience: string): MethodDecorator => Extensions({ access: audience }) as MethodDecorator;

/**
 * Says whose eyes an object field is for: a category of data (the acting role must reach into it at all), `public`
 * (whoever got the object), `staff` (any role but the patient) or `own` (the patient only). A field without it stops
 * the start. A field that the role may not see is `null` where the schema allows it and an error where it does not.
 * In the peer realm the audiences are those of its own table.
 */
export const Shown = (audience: string): MethodDecorator & PropertyDecorator => Extensions({ shown: audience }) as MethodDecorator & PropertyDecorator;

/** The signed-in person who asks. Throws when there is none, which only a `public` root field can meet. */
export const CurrentActor = createParamDecorator((_: unknown, execution: ExecutionContext): Actor =>
  signedIn(GqlExecutionContext.create(execution).getContext<GraphqlContext>()));

/** The persona that asks, in a resolver of the peer realm. Throws when there is none, which only a `public` root field can meet. */
export const CurrentPersona = createParamDecorator((_: unknown, execution: ExecutionContext): PeerActor =>
  enteredAs(GqlExecutionContext.create(execution).getContext<PeerContext>()));
