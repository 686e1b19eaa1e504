import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DataKey } from './dataKeys';
import { readLog } from './encryptedLog';
import { byBeginning, readLedgerName, type LedgerName } from './ledgerNames';
import type { LogReading } from './logFormat';
import { isCode } from './systemError';

export type LedgerReading = LedgerName & LogReading;

/** Other windows may rename files between two looks at the folder; then it is read again, so often. */
const attempts = 20;

/** The names of an account's files, the oldest window's first; none where there is no such folder. */
export async function ledgerNames(folder: string): Promise<LedgerName[]> {
  try {
    const names = (await readdir(folder)).map(readLedgerName);
    return names.filter((name) => name !== undefined).sort(byBeginning);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/**
 * Reads an account's files while others write, rename and replace them: each record is there once. Those that were replaced, and
 * are still there, are told apart.
 * @throws the system's error
 */
export async function readLedger(
  folder: string,
  keys: readonly DataKey[],
): Promise<{ files: LedgerReading[]; replaced: LedgerName[] }> {
  for (let attempt = 1; ; attempt++) {
    const before = (await ledgerNames(folder)).filter(({ isUnfinished }) => !isUnfinished);
    const read = await Promise.all(before.map((name) => readUnlessGone(folder, name, keys)));
    const after = (await ledgerNames(folder)).filter(({ isUnfinished }) => !isUnfinished);
    const files = read.filter((file) => file !== undefined);
    const isSteady = files.length === after.length && files.every(({ name }, i) => name === after[i]?.name);
    if (!isSteady && attempt < attempts) continue;
    const gone = new Set(files.flatMap(({ head }) => head.replaces).filter((id) => id !== ''));
    return { files: files.filter(({ id }) => !gone.has(id)), replaced: files.filter(({ id }) => gone.has(id)) };
  }
}

export async function readUnlessGone(
  folder: string,
  name: LedgerName,
  keys: readonly DataKey[],
): Promise<LedgerReading | undefined> {
  try {
    return { ...name, ...(await readLog(path.join(folder, name.name), keys)) };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export async function removeFiles(folder: string, names: readonly LedgerName[]): Promise<void> {
  await Promise.all(names.map(({ name }) => rm(path.join(folder, name), { force: true })));
}
