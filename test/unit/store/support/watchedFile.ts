import { createFile, type CreateFile } from '../../../../src/store/durable';

/** What was asked of files, and how their disk fails. */
export interface FileWatch {
  writes: number;
  syncs: number;
  beforeSync?: () => Promise<void>;
  /** Bytes that the disk still takes; the rest is refused, as a full one does: after a part of it. */
  room?: number;
  /** So many of the next syncs or cuts fail. */
  failingSyncs?: number;
  failingTruncates?: number;
}

/** Makes real files of a disk that fails on demand. */
export function watchedFile(watch: FileWatch): CreateFile {
  const fails = (which: 'failingSyncs' | 'failingTruncates'): boolean => {
    const left = watch[which] ?? 0;
    if (left > 0) watch[which] = left - 1;
    return left > 0;
  };
  return async (file) => {
    const handle = await createFile(file);
    const write = (bytes: Buffer, from: number, length: number, position: number) => {
      watch.writes++;
      if (watch.room === undefined) return handle.write(bytes, from, length, position);
      if (watch.room === 0) return Promise.reject(failure('ENOSPC'));
      const taken = Math.min(length, watch.room);
      watch.room -= taken;
      return handle.write(bytes, from, taken, position);
    };
    return {
      write: write as typeof handle.write,
      truncate: (length) => (fails('failingTruncates') ? Promise.reject(failure('EIO')) : handle.truncate(length)),
      datasync: async () => {
        watch.syncs++;
        await watch.beforeSync?.();
        if (fails('failingSyncs')) throw failure('EIO');
        await handle.datasync();
      },
      close: () => handle.close(),
    };
  };
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
