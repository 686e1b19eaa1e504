/** The messages between the editor's side and the pages inside panels. */
export type HostMessage = { type: 'theme' };
