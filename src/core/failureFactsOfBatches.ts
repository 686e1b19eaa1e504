/** Statements that cannot go into one request of BatchExecuteStatement; nothing of them was sent. */
export interface BatchFailureFacts {
  /** More than a batch takes. */
  'batch.tooMany': { count: number; most: number };
  /** A batch that is a transaction has BEGIN, COMMIT or the like (`word`) in it; `number` is the statement's place, from 1. */
  'batch.ownTransaction': { word: string; number: number };
}
