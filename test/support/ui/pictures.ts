/**
 * Takes a picture of every scene, for looking at: `node test/support/ui/pictures.ts FOLDER [NAME-PATTERN]`.
 * Dark and light, 1280×800 and 1920×1080.
 */
import { join } from 'node:path';
import { startUiHost } from './host.ts';
import { discoverScenes } from './discover-screens.ts';
import { enter, scenes } from './screens.ts';

const [folder, pattern = ''] = process.argv.slice(2);
if (folder === undefined) throw new Error('say which folder the pictures go to');

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

const host = await startUiHost();
try {
  for (const scene of [...scenes, ...discoverScenes]) {
    for (const theme of ['dark', 'light'] as const) {
      for (const size of sizes) {
        const name = `${scene.name}-${theme}-${size.width}`;
        if (!new RegExp(pattern, 'u').test(name)) continue;
        const { page, complaints, close } = await host.open({ ...scene.options, theme, size });
        // One that cannot be reached is told of, and what it shows instead is worth a picture, too.
        await enter(page, scene).catch((error: unknown) => console.error(`${name}: ${String(error)}`));
        await page.screenshot({ path: join(folder, `${name}.png`) });
        for (const complaint of complaints) console.error(`${name}: ${complaint}`);
        await close();
      }
    }
  }
} finally {
  await host.close();
}
