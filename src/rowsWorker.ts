/** Entry of the bundle of a worker thread: sorts, filters and searches rows. It is started by {@link RowEngine} alone. */
import { parentPort } from 'node:worker_threads';
import { serveJobs } from './rows/engine/jobServer';

if (parentPort !== null) serveJobs(parentPort);
