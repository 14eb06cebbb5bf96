/** The menu of the app: macOS needs one for its keyboard shortcuts, the other systems show none. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Speech } from './speech.ts';

/** Call it again when the language has changed: the words of a menu that is shown stay. */
export function setAppMenu(platform: NodeJS.Platform, { say }: Pick<Speech, 'say'>): void {
  Menu.setApplicationMenu(platform === 'darwin' ? Menu.buildFromTemplate(macMenu(say)) : null);
}

/** Electron's own menus of the same roles, which speak English only. */
function macMenu(say: Speech['say']): MenuItemConstructorOptions[] {
  const line = { type: 'separator' } as const;
  return [
    {
      role: 'appMenu',
      submenu: [
        { role: 'about', label: say('menuAbout') },
        line,
        { role: 'services', label: say('menuServices') },
        line,
        { role: 'hide', label: say('menuHide') },
        { role: 'hideOthers', label: say('menuHideOthers') },
        { role: 'unhide', label: say('menuShowAll') },
        line,
        { role: 'quit', label: say('menuQuit') },
      ],
    },
    {
      role: 'editMenu',
      label: say('menuEdit'),
      submenu: [
        { role: 'undo', label: say('menuUndo') },
        { role: 'redo', label: say('menuRedo') },
        line,
        { role: 'cut', label: say('menuCut') },
        { role: 'copy', label: say('menuCopy') },
        { role: 'paste', label: say('menuPaste') },
        { role: 'delete', label: say('menuDelete') },
        { role: 'selectAll', label: say('menuSelectAll') },
      ],
    },
    {
      role: 'windowMenu',
      label: say('menuWindow'),
      submenu: [
        { role: 'minimize', label: say('menuMinimize') },
        { role: 'zoom', label: say('menuZoom') },
        { role: 'close', label: say('menuClose') },
        line,
        { role: 'front', label: say('menuToFront') },
      ],
    },
  ];
}
