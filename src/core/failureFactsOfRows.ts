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
  /** A file could not be written; `file` is its name without folders, `reason` the system's error code, or the editor's. */
  'rows.notSaved': { file: string; reason: string };
  /** The name of a file to save says no format that is known. */
  'rows.unknownFormat': { file: string };
  /** More than is written where files are written as a whole: not on this computer. */
  'rows.tooLargeToSave': { file: string; megabytes: number };
  /** Excel's cells have no room for a text; the row's number is from 1. */
  'rows.tooLongForExcel': { column: string; row: number; limit: number };
  /** Rows went while they were being saved: their file ran again, or the account signed out. */
  'rows.goneWhileSaving': { file: string };
  /** The thread that sorts and filters broke down, by want of memory it may be. */
  'rows.engineEnded': { problem: string };
}
