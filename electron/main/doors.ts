import type { BrowserWindow } from 'electron';
import {
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  MessageChannelMain,
  shell,
} from 'electron';
import { HOST_CHANNELS } from '../../src/contract/host.ts';
import { isOutsideAddress, isPage, isTicket, saveName } from './security.ts';
import { type Service, ServiceFault } from './service.ts';
import type { ShellLanguage, Text } from './texts.ts';

export interface Doors {
  service(): Service;
  window(): BrowserWindow | null;
  text: Text;
  language: ShellLanguage;
}

/** Opens the four channels of `HOST_CHANNELS` to the page, and to nobody else. */
export function openDoors(doors: Doors): void {
  ipcMain.on(HOST_CHANNELS.port, event => {
    if (isOurPage(doors, event)) givePort(doors);
  });
  ipcMain.on(HOST_CHANNELS.external, (event, address: unknown) => {
    if (isOurPage(doors, event) && isOutsideAddress(address)) void shell.openExternal(address);
  });
  ipcMain.handle(HOST_CHANNELS.save, (event, ticket: unknown, name: unknown) => {
    const fileName = saveName(name);
    if (!isOurPage(doors, event) || !isTicket(ticket) || fileName === null) throw new Error('refused');
    return save(doors, ticket, fileName);
  });
  ipcMain.handle(HOST_CHANNELS.reveal, async (event, ticket: unknown) => {
    if (!isOurPage(doors, event) || !isTicket(ticket)) throw new Error('refused');
    shell.showItemInFolder(await doors.service().ask({ verb: 'reveal', ticket }));
  });
}

/** Joins the page to the service by a fresh channel. The traffic goes past main. */
export function givePort(doors: Doors): void {
  const window = doors.window();
  if (!window) return;
  const { port1, port2 } = new MessageChannelMain();
  doors.service().connect(port1);
  window.webContents.postMessage(HOST_CHANNELS.port, null, [port2]);
}

function isOurPage(doors: Doors, event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return event.sender === doors.window()?.webContents && isPage(event.senderFrame);
}

async function save(doors: Doors, ticket: string, name: string): Promise<boolean> {
  const window = doors.window();
  if (!window) return false;
  const options = { title: doors.text('desktop.save_title'), defaultPath: name };
  const { canceled, filePath } = await dialog.showSaveDialog(window, options);
  if (canceled || !filePath) return false;
  try {
    await doors.service().ask({ verb: 'save', ticket, path: filePath });
    return true;
  } catch (error) {
    const what = error instanceof ServiceFault ? error.sentences[doors.language] : String(error);
    await dialog.showMessageBox(window, {
      type: 'error',
      message: doors.text('desktop.save_failed', { what }),
    });
    return false;
  }
}
