import type { Budget } from './budget.ts';
import { unpackWhole } from './inflate.ts';
import { readXmlTree, type XmlNode } from './xml-tree.ts';
import type { Zip, ZipEntry } from './zip.ts';

/** Parts of one package that are read at most: an invoice has some dozen, a long sales list some hundred. */
const MOST_PARTS_READ = 2_000;

/** Whether an archive is an OFD (GB/T 33190): OFD.xml stands in its root. */
export function isOfd(zip: Zip): boolean {
  return zip.entries.some(({ name }) => name.toLowerCase() === 'ofd.xml');
}

/**
 * The parts of an OFD package by path. A path inside the package is relative to the part that names it, or starts at
 * the root; what leads nowhere is simply not there, since nothing is ever looked up outside the archive.
 */
export class OfdPackage {
  readonly name: string;
  private readonly zip: Zip;
  private readonly budget: Budget;
  private readonly entries = new Map<string, ZipEntry>();
  private readonly trees = new Map<string, XmlNode>();

  constructor(name: string, zip: Zip, budget: Budget) {
    this.name = name;
    this.zip = zip;
    this.budget = budget;
    for (const entry of zip.entries) if (!entry.directory) this.entries.set(entry.name.toLowerCase(), entry);
  }

  /** Paths (in lower case) that fit, in the order of the archive. */
  paths(fits: RegExp): string[] {
    return [...this.entries.keys()].filter(path => fits.test(path));
  }

  has(path: string): boolean {
    return this.entries.has(path.toLowerCase());
  }

  /** The path that a part means by a location, null if no such part is there. */
  resolve(from: string, location: string): string | null {
    const steps = location.startsWith('/') ? [] : from.split('/').slice(0, -1);
    for (const step of location.trim().replaceAll('\\', '/').split('/')) {
      if (step === '' || step === '.') continue;
      if (step !== '..') steps.push(step);
      else if (steps.pop() === undefined) return null;
    }
    const path = steps.join('/');
    return this.has(path) ? path.toLowerCase() : null;
  }

  /** One part as a tree, each read once. Throws what unpacking and `readXmlTree` throw. */
  async tree(path: string): Promise<XmlNode> {
    const key = path.toLowerCase();
    const known = this.trees.get(key);
    if (known) return known;
    this.budget.parts(this.trees.size >= MOST_PARTS_READ ? Number.MAX_SAFE_INTEGER : 0);
    const bytes = await unpackWhole(this.zip, this.entries.get(key)!, this.budget);
    const tree = readXmlTree(bytes, this.entries.get(key)!.name, this.budget);
    this.trees.set(key, tree);
    return tree;
  }
}
