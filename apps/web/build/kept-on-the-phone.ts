import type { Plugin } from 'vite';

interface Kept {
  /** Notes which chunks reach which. */
  readonly plugin: Plugin;
  /** Whether a patient's phone can come to need this file, `assets/<name>` below the root of the client. */
  readonly isNeeded: (url: string) => boolean;
}

/**
 * What the service worker puts away on the first visit: never a chunk that only screens of the staff come to, however
 * the bundler named it. Everything that is not a script is needed.
 */
export function keptOnThePhone(): Kept {
  const reached = new Set<string>();
  return {
    plugin: {
      name: 'evenkeel:kept-on-the-phone',
      apply: 'build',
      generateBundle(_options, bundle) {
        const waiting = Object.values(bundle).filter((file) => file.type === 'chunk' && file.isEntry).map(({ fileName }) => fileName);
        for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
          const file = bundle[name];
          if (file?.type !== 'chunk' || reached.has(name) || name.startsWith('assets/staff-')) continue;
          reached.add(name);
          waiting.push(...file.imports, ...file.dynamicImports);
        }
      },
    },
    isNeeded: (url) => !url.endsWith('.js') || reached.has(url),
  };
}
