import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PEERS_FOLDER } from '../availability.ts';

/** Loads a peer from the scratch folder. */
export const peer = createRequire(join(PEERS_FOLDER, 'package.json'));
