/** Tells the person at the terminal what goes on. Always stderr: stdout belongs to results. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A condition that the person has to change; shown without a stack. */
export class Obstacle extends Error {}

/** What to print for an error: an obstacle's words alone, anything else with its stack. */
export function wordsOf(error: unknown): string {
  if (error instanceof Obstacle) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
