/** `npm run icons`: draws resources/icon.svg in every size that the systems want. Their files are committed. */
import fs from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { toIcns, toIco } from './lib/icon-files.mjs';
import { main, root, say } from './lib/project.mjs';
import { setUp } from './lib/set-up.mjs';

const resources = path.join(root, 'resources');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

await main(async () => {
  await setUp();
  const images = await draw(fs.readFileSync(path.join(resources, 'icon.svg'), 'utf8'));
  fs.mkdirSync(path.join(resources, 'icons'), { recursive: true });
  // Linux wants one file a size, named after it; nothing there uses more than 512.
  for (const { size, png } of images.filter((image) => image.size <= 512))
    fs.writeFileSync(path.join(resources, 'icons', `${size}x${size}.png`), png);
  fs.writeFileSync(path.join(resources, 'icon.ico'), toIco(images.filter(({ size }) => size <= 256)));
  fs.writeFileSync(path.join(resources, 'icon.icns'), toIcns(images));
  say(`Drew ${images.length} sizes.`);
});

/** @param {string} svg @returns {Promise<import('./lib/icon-files.mjs').IconImage[]>} */
async function draw(svg) {
  const { chromium } = await import('playwright');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args });
  try {
    const page = await browser.newPage();
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
    const images = [];
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size });
      images.push({ size, png: await page.screenshot({ omitBackground: true }) });
    }
    return images;
  } finally {
    await browser.close();
  }
}
