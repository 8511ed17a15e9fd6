/** One message of the socket: this topic changed, about this subject. It carries no content. */
export interface News {
  readonly id: string;
  readonly topic: string;
  readonly subject: string;
}

/** Reads messages and drops what is malformed or was read before. Remembers the last `memory` ids. */
export function newsReader(memory: number): (message: unknown) => News | null {
  const seen = new Set<string>();
  return (message) => {
    if (typeof message !== 'object' || message === null) return null;
    const { id, topic, subject } = message as Record<string, unknown>;
    if (typeof id !== 'string' || typeof topic !== 'string' || typeof subject !== 'string') return null;
    if (seen.has(id)) return null;
    seen.add(id);
    if (seen.size > memory) {
      const [oldest] = seen;
      if (oldest !== undefined) seen.delete(oldest);
    }
    return { id, topic, subject };
  };
}

export interface Line {
  /** To be told of every attempt to connect that failed. */
  readonly failed: () => void;
  /** To be told of every connection. Answers what may have changed unheard and has to be read again now. */
  readonly connected: () => 'everything' | 'what-cannot-wait';
}

/**
 * Knows what was missed. A first connection that came at once follows the first reading of the page by a moment: only
 * what cannot wait, such as an alert's next step or a post that a moderator takes, is read again. Any later one, and one that took more than one attempt, follows a silence.
 */
export function lineWatch(): Line {
  let wasSilent = false;
  return {
    failed: () => { wasSilent = true; },
    connected: () => {
      const missed = wasSilent ? 'everything' : 'what-cannot-wait';
      wasSilent = true;
      return missed;
    },
  };
}
