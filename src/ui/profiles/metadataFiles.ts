import { Uri } from 'vscode';
import { keptMetadataVersion, readKeptMetadata, type KeptMetadata } from '../../federation/metadataKeep';
import { JsonFiles } from '../../store/jsonFiles';

/** Providers' metadata in the extension's own folder, shared by all windows. No secret: providers publish it. */
export function metadataFiles(globalStorage: Uri): JsonFiles<KeptMetadata> {
  return new JsonFiles(Uri.joinPath(globalStorage, 'metadata').fsPath, keptMetadataVersion, readKeptMetadata);
}
