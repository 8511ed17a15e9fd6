import 'reflect-metadata';
import type { ResolverClass } from '@evenkeel/graphql';
import { scopes } from './product.module.js';

/** What @Resolver() leaves on a class. */
const mark = 'graphql:resolver_name';

/** Every resolver of the product, taken from the modules themselves: the printed schema is the served one. */
export const resolvers: readonly ResolverClass[] = scopes.flatMap((scope) =>
  ((Reflect.getMetadata('providers', scope) ?? []) as readonly unknown[]).filter(
    (provider): provider is ResolverClass => typeof provider === 'function' && Reflect.hasMetadata(mark, provider)));
