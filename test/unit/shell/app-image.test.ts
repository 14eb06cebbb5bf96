import path from 'node:path';
import { expect, it } from 'vitest';
import { leaveAppImage, ownAppImage } from '../../../src/main/shell/app-image.ts';

const folder = path.resolve('/tmp/.mount_LoadsX');
const program = path.join(folder, 'loadstone');
const file = path.resolve('/home/p/Loadstone.AppImage');

it('what an AppImage puts into the environment does not reach what we start', () => {
  const env: NodeJS.ProcessEnv = {
    APPIMAGE: file,
    APPDIR: folder,
    HOME: '/home/p',
    PATH: `${folder}:${folder}/usr/sbin:/usr/bin:/bin`,
    LD_LIBRARY_PATH: `${folder}/usr/lib`,
    XDG_DATA_DIRS: `${folder}/usr/share/::/usr/share/gnome:/usr/share/`,
    GSETTINGS_SCHEMA_DIR: `${folder}/usr/share/glib-2.0/schemas`,
  };
  leaveAppImage(env, program);
  expect(env).toEqual({
    APPIMAGE: file,
    APPDIR: folder,
    HOME: '/home/p',
    PATH: '/usr/bin:/bin',
    XDG_DATA_DIRS: '/usr/share/gnome:/usr/share/',
  });
  expect(ownAppImage(env, program)).toBe(file);
});

it('another AppImage that started us is not ours', () => {
  const env = { APPIMAGE: file, APPDIR: folder, LD_LIBRARY_PATH: `${folder}/usr/lib` };
  leaveAppImage(env, '/opt/Loadstone/loadstone');
  expect(env.LD_LIBRARY_PATH).toBe(`${folder}/usr/lib`);
  expect(ownAppImage(env, '/opt/Loadstone/loadstone')).toBeNull();
  expect(ownAppImage({}, program)).toBeNull();
});
