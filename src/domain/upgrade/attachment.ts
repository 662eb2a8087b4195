/** What evidence may be: pictures and PDF. */
export const ATTACHMENT_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf'] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** The most that one piece of evidence may hold. */
export const ATTACHMENT_BYTES_MOST = 20 * 1024 * 1024;

/** Type by the first bytes, whatever the name says; null for anything else. Twelve bytes are enough. */
export function attachmentType(head: Uint8Array): AttachmentType | null {
  const starts = (text: string, at = 0) => [...text].every((sign, i) => head[at + i] === sign.charCodeAt(0));
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts('\xff\xd8\xff')) return 'image/jpeg';
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp';
  return starts('%PDF-') ? 'application/pdf' : null;
}
