// The four messages between main and the service. `connect` carries a page's port and is not answered.

export type ShellRequest =
  | { verb: 'connect' }
  | { verb: 'stage'; call: number; path: string }
  | { verb: 'save'; call: number; ticket: string; path: string }
  | { verb: 'reveal'; call: number; ticket: string };

export type ShellReply = { call: number; done: string } | { call: number; fault: { zh: string; en: string } };
