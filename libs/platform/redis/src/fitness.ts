/** What a Redis says about itself: the answer to INFO, and to CONFIG GET where that is allowed. */
export interface Told {
  readonly info: string;
  readonly config: Readonly<Record<string, string>>;
}

export interface Fitness {
  /** Why it must not be used: what it has to be like instead. Never an address. */
  readonly problems: readonly string[];
  /** What it would not tell. */
  readonly unknown: readonly string[];
}

const least = [6, 2] as const;

/**
 * Whether jobs and rings may be given to this Redis. It must not throw keys away when it is full, must know the commands
 * we use, and in production must write to disk what it is given.
 * Managed servers answer INFO and forbid CONFIG, so INFO is read first; what neither tells is not held against them.
 */
export function fitnessOf({ info, config }: Told, production: boolean): Fitness {
  const fields = new Map(info.split(/\r?\n/).flatMap((line) => { const at = line.indexOf(':'); return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : []; }));
  // Valkey calls itself 7.2 here, whatever its own version is.
  const version = fields.get('redis_version');
  const policy = fields.get('maxmemory_policy') ?? config['maxmemory-policy'];
  const aof = fields.get('aof_enabled') ?? (config['appendonly'] === undefined ? undefined : config['appendonly'] === 'yes' ? '1' : '0');
  return {
    problems: [
      ...(version !== undefined && isOlder(version) ? [`names a server that is too old: version ${least.join('.')} or newer is needed`] : []),
      ...(policy !== undefined && policy !== 'noeviction' ? ['names a server whose setting maxmemory-policy must be noeviction, or jobs disappear when it is full'] : []),
      ...(production && aof === '0' ? ['names a server whose setting appendonly must be yes, or jobs disappear when it is restarted'] : []),
    ],
    unknown: [
      ...(version === undefined ? ['version'] : []),
      ...(policy === undefined ? ['maxmemory-policy'] : []),
      ...(production && aof === undefined ? ['appendonly'] : []),
    ],
  };
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < least[0] || (major === least[0] && minor < least[1]);
}
