import { inflateRawSync } from 'node:zlib';

/** The files of a ZIP archive, by its central directory ("4.3.12" of PKWARE's APPNOTE.TXT), as texts. */
export function filesOfZip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const size = bytes.readUInt32LE(at + 20);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    files.set(name, (bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return files;
}

/** A cell as the file has it: `{ n: '1.5' }`, `{ t: 'text' }`, `{ b: '1' }`. */
export interface WorkbookCell {
  n?: string;
  t?: string;
  b?: string;
}

/** The cells of each sheet by their addresses. */
export function sheetsOf(bytes: Buffer): Record<string, WorkbookCell>[] {
  const files = [...filesOfZip(bytes)].filter(([name]) => name.startsWith('xl/worksheets/sheet'));
  return files.map(([, xml]) => {
    const cells: Record<string, WorkbookCell> = {};
    for (const [, attributes = '', inner = ''] of xml.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const address = /r="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? '?';
      const value = /<v>(.*?)<\/v>/s.exec(inner)?.[1] ?? '';
      if (attributes.includes('t="inlineStr"')) cells[address] = { t: textIn(inner) };
      else cells[address] = attributes.includes('t="b"') ? { b: value } : { n: value };
    }
    return cells;
  });
}

function textIn(inner: string): string {
  const raw = /<t[^>/]*>(.*?)<\/t>/s.exec(inner)?.[1] ?? '';
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return raw
    .replaceAll(/\r\n?/g, '\n') // as every XML parser does
    .replaceAll(/&(\w+);/g, (_, name: string) => named[name] ?? '?')
    .replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
