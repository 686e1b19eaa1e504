const mark = '#reopened';

/** How a result that was opened again goes by in the results' store: beside that of its file. Addresses of files have no such end. */
export function reopenedKey(file: string): string {
  return `${file}${mark}`;
}

/** The file of a key in the store. */
export function fileOfKey(key: string): string {
  return key.endsWith(mark) ? key.slice(0, -mark.length) : key;
}
