/** What the first bytes of a file say it is. `text` is everything that nothing else claims. */
export type Kind = 'zip' | 'ole' | 'gzip' | 'html' | 'text' | { foreign: string };

const FOREIGN: [number[], string][] = [
  [[0x25, 0x50, 0x44, 0x46], 'PDF'],
  [[0x52, 0x61, 0x72, 0x21], 'RAR'],
  [[0x37, 0x7a, 0xbc, 0xaf], '7-Zip'],
  [[0x89, 0x50, 0x4e, 0x47], 'PNG'],
  [[0xff, 0xd8, 0xff], 'JPEG'],
  [[0x47, 0x49, 0x46, 0x38], 'GIF'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'RTF'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], 'SQLite'],
  [[0x7f, 0x45, 0x4c, 0x46], 'ELF'],
  [[0x42, 0x5a, 0x68], 'bzip2'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz'],
];

/** Decides by content, never by the file's name. */
export function kindOf(bytes: Uint8Array): Kind {
  const starts = (mark: number[]) => mark.every((byte, index) => bytes[index] === byte);
  if (starts([0x50, 0x4b, 3, 4]) || starts([0x50, 0x4b, 5, 6]) || starts([0x50, 0x4b, 7, 8])) return 'zip';
  if (starts([0xd0, 0xcf, 0x11, 0xe0])) return 'ole';
  if (starts([0x1f, 0x8b])) return 'gzip';
  // Bare BIFF of the nineties, without its OLE envelope.
  if (starts([0x09, 0x08]) || starts([0x09, 0x04, 0x06, 0x00]) || starts([0x09, 0x02, 0x06, 0x00]))
    return 'ole';
  const foreign = FOREIGN.find(([mark]) => starts(mark));
  if (foreign) return { foreign: foreign[1] };
  return textKind(bytes);
}

function textKind(bytes: Uint8Array): Kind {
  // Zero bytes go, so that the tags of UTF-16 read like those of any other text.
  const head = Buffer.from(bytes.subarray(0, 4096))
    .toString('latin1')
    .replace(/\0/g, '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart();
  if (!head.startsWith('<')) return /^mime-version:/i.test(head) ? { foreign: 'MHTML' } : 'text';
  if (/<workbook[\s>]|<ss:workbook[\s>]/i.test(head)) return { foreign: 'XML Spreadsheet 2003' };
  return /<(html|table|head|meta|body|style|!doctype html|div|tr)[\s>]/i.test(head) ? 'html' : 'text';
}
