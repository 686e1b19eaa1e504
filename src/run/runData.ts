import type { DataApi } from '../redshift/statements';

/** The Data API, as far as files need it. */
export type RunData = Pick<DataApi, 'execute' | 'executeBatch' | 'attach' | 'attachBatch' | 'duration'>;
