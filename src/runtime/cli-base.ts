import { os } from '@orpc/server';

/** Where every command begins: its description for the help, and `failed` hears what it threw. */
export function watched(failed: (error: unknown) => void) {
  return os.$meta<{ description?: string }>({}).use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      failed(error);
      throw error;
    }
  });
}

export type CommandBase = ReturnType<typeof watched>;
