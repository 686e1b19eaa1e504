/** At most so many statements go into a batch (API reference, BatchExecuteStatement). Apart from what needs the SDK. */
export const mostInBatch = 40;
