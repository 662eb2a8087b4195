import { homedir } from 'node:os';
import { join } from 'node:path';

const NAME = 'duizhang-desk';

/** The folder of this person's data, the same for every host: `DUIZHANG_DATA`, else the platform's own place. */
export function dataFolder(
  env: Record<string, string | undefined> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env.DUIZHANG_DATA) return env.DUIZHANG_DATA;
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), NAME);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', NAME);
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), NAME);
}
