import type { OfdPackage } from '../../files/ofd.ts';
import type { XmlNode } from '../../files/xml-tree.ts';

/** The text objects of an OFD's pages and templates by their ids, read when the first is asked for. */
export class OfdPages {
  private readonly ofd: OfdPackage;
  /** By page id and object id, and by object id alone. */
  private objects: Map<string, string> | null = null;

  constructor(ofd: OfdPackage) {
    this.ofd = ofd;
  }

  /** Text of an object; null if the pages have none of that id. */
  async text(page: string, id: string): Promise<string | null> {
    const objects = await this.read();
    return objects.get(`${page}/${id}`) ?? objects.get(`/${id}`) ?? null;
  }

  /** Every text of the pages. */
  async all(): Promise<string[]> {
    return [...(await this.read())].filter(([key]) => key.startsWith('/')).map(([, text]) => text);
  }

  private async read(): Promise<Map<string, string>> {
    if (this.objects) return this.objects;
    this.objects = new Map();
    const document = await this.documentPath();
    const listed = document === null ? [] : pagesOf(await this.ofd.tree(document));
    const known = new Set<string>();
    for (const { id, location } of listed) {
      const path = this.ofd.resolve(document!, location);
      if (path === null) continue;
      known.add(path);
      collect(await this.ofd.tree(path), id, this.objects);
    }
    for (const path of this.ofd.paths(/(?:^|\/)(?:pages|tpls)\/.*content\.xml$/))
      if (!known.has(path)) collect(await this.ofd.tree(path), '', this.objects);
    return this.objects;
  }

  /** Document.xml by the DocRoot of OFD.xml. */
  private async documentPath(): Promise<string | null> {
    const location = firstText(await this.ofd.tree('OFD.xml'), 'DocRoot');
    return location === null ? null : this.ofd.resolve('OFD.xml', location);
  }
}

function firstText(element: XmlNode, name: string): string | null {
  if (element.name === name) return element.text.trim();
  for (const child of element.children) {
    const found = firstText(child, name);
    if (found !== null) return found;
  }
  return null;
}

function pagesOf(element: XmlNode): { id: string; location: string }[] {
  const location = element.attributes.get('BaseLoc');
  const own =
    (element.name === 'Page' || element.name === 'TemplatePage') && location !== undefined
      ? [{ id: element.attributes.get('ID') ?? '', location }]
      : [];
  return [...own, ...element.children.flatMap(pagesOf)];
}

function collect(element: XmlNode, page: string, objects: Map<string, string>): void {
  if (element.name !== 'TextObject') {
    for (const child of element.children) collect(child, page, objects);
    return;
  }
  const id = element.attributes.get('ID') ?? '';
  const text = element.children
    .filter(({ name }) => name === 'TextCode')
    .map(child => child.text)
    .join('')
    .trim();
  if (id === '' || text === '') return;
  objects.set(`${page}/${id}`, text);
  if (!objects.has(`/${id}`)) objects.set(`/${id}`, text);
}
