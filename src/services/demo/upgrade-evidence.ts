import { crc32, deflateSync } from 'node:zlib';

// Evidence of the demo agency: nothing of it is a paper of anybody.

const WIDTH_PX = 640;
const HEIGHT_PX = 400;

/** A small file for a paper, by the ending of its name; each serial has bytes of its own. */
export function evidenceBytes(name: string, serial: number): Buffer {
  return name.endsWith('.pdf') ? samplePage(serial) : sampleCard(serial);
}

/** A page with one line, as small as a PDF can be. */
function samplePage(serial: number): Buffer {
  const line = `BT /F1 28 Tf 72 760 Td (SAMPLE ${serial}) Tj ET 72 720 450 1 re f 72 560 200 120 re S`;
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${line.length} >>\nstream\n${line}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const places: number[] = [];
  for (const [at, part] of parts.entries()) {
    places.push(text.length);
    text += `${at + 1} 0 obj\n${part}\nendobj\n`;
  }
  const table = places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const head = `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${table}`;
  const tail = `trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}${head}${tail}`, 'latin1');
}

/** A picture of a card with lines on it, in 8-bit grey. */
function sampleCard(serial: number): Buffer {
  const rows = Buffer.alloc(HEIGHT_PX * (WIDTH_PX + 1));
  for (let y = 0; y < HEIGHT_PX; y++)
    for (let x = 0; x < WIDTH_PX; x++) rows[y * (WIDTH_PX + 1) + 1 + x] = greyAt(x, y, serial);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH_PX, 0);
  head.writeUInt32BE(HEIGHT_PX, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function greyAt(x: number, y: number, serial: number): number {
  const isEdge = x < 24 || y < 24 || x >= WIDTH_PX - 24 || y >= HEIGHT_PX - 24;
  if (isEdge) return 222;
  const isPortrait = x > 440 && x < 580 && y > 70 && y < 250;
  if (isPortrait) return 200;
  const isLine =
    x > 64 && x < 400 - (Math.floor((y - 80) / 40) % 3) * 60 && (y - 80) % 40 < 10 && y > 80 && y < 330;
  return isLine ? 160 + (serial % 40) : 248;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length, 0);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body), 0);
  return Buffer.concat([size, body, sum]);
}
