/** Something the person at the keyboard can put right: printed as it is, without a stack. */
export class Refused extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'Refused';
  }
}

/**
 * Runs a command of the launcher to its end and turns a refusal into one readable line and exit code 1.
 * @param {() => Promise<number>} command answers the exit code
 * @returns {Promise<void>} never settles with an error
 */
export async function runCommand(command) {
  // A terminal that has been closed must not turn the stopping of PostgreSQL into a crash.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    process.exit(await command());
  } catch (error) {
    if (error instanceof Refused) process.stderr.write(`evenkeel: ${error.message}\n`);
    else process.stderr.write(`evenkeel: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
}
