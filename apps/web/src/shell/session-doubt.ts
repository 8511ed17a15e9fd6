/**
 * Whether a refused request means that the session is over. A request may have left under a cookie that another answer
 * replaces: a question about the session waits for a change that is under way, and an answer to a question from before
 * a change says nothing about the session after it.
 */
export interface SessionDoubt {
  /** Every session that this page takes on, or leaves, is said here. */
  readonly changed: () => void;
  /** The request that gives the session another cookie. Passes its answer or its failure on. */
  readonly changing: <Reply>(request: Promise<Reply>) => Promise<Reply>;
  /** The server's word on the session of now; `null` when the session changed while it was asked for. */
  readonly ask: <Answer>(question: () => Promise<Answer>) => Promise<{ readonly answer: Answer } | null>;
}

export function sessionDoubt(): SessionDoubt {
  let changes = 0;
  let underWay: Promise<unknown> = Promise.resolve();
  return {
    changed: () => { changes += 1; },
    changing(request) {
      underWay = request.catch(() => undefined);
      return request;
    },
    async ask(question) {
      await underWay;
      const before = changes;
      const answer = await question();
      return changes === before ? { answer } : null;
    },
  };
}
