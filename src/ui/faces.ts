/** What is loaded at first use. A type: nothing is loaded by naming it. */
type Faces = typeof import('./atFirstUse');

/** Loads dialogs and what is behind the views at first use, and gives the same ones ever after; the build keeps this import apart. */
export function loadFaces(): Promise<Faces> {
  return import('./atFirstUse');
}
