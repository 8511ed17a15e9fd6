import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import type { ResolverClass } from '@evenkeel/graphql';
import { peerScopes, scopes } from './product.module.js';

/** What @Resolver() leaves on a class. */
const mark = 'graphql:resolver_name';

const resolversOf = (modules: readonly Type[]): readonly ResolverClass[] => modules.flatMap((scope) =>
  ((Reflect.getMetadata('providers', scope) ?? []) as readonly unknown[]).filter(
    (provider): provider is ResolverClass => typeof provider === 'function' && Reflect.hasMetadata(mark, provider)));

/** Every resolver of the product, taken from the modules themselves: the printed schema is the served one. */
export const resolvers: readonly ResolverClass[] = resolversOf(scopes);

/** Those of the peer realm, whose schema is another. */
export const peerResolvers: readonly ResolverClass[] = resolversOf(peerScopes);
