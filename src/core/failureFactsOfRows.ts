/** Failures of keeping a result's rows, and of sorting, filtering and searching them. */
export interface RowFailureFacts {
  /**
   * Rows that came cannot be written to disk (`reason` is the system's error code, or `noFolder`), and the memory for such rows is
   * full: no more are fetched.
   */
  'rows.noRoom': { reason: string; megabytes: number };
  /** The file with rows is not as it was written, or is gone. */
  'rows.damaged': {};
  /** A value to compare with is none of the column's type. */
  'rows.noValue': { text: string; column: string; type: string };
  /** A regular expression that is none; `problem` in the words of the JavaScript engine. */
  'rows.badPattern': { problem: string };
  /** A regular expression took too long. */
  'rows.slowPattern': { milliseconds: number };
  /** Texts to be sorted are more than memory is set aside for. */
  'rows.tooMuchToSort': { column: string; megabytes: number };
  /** The thread that sorts and filters broke down, by want of memory it may be. */
  'rows.engineEnded': { problem: string };
}
