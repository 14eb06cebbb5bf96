/** The licences of everything that is shipped, as one text. */
import fs from 'node:fs';
import path from 'node:path';

const fileName = 'THIRD-PARTY-NOTICES.txt';

/** Beside the packaged app, or in `resources/` of the checkout. Empty when there is none. */
export function readNotices(resources: string | undefined = process.resourcesPath): string {
  const packaged = resources === undefined ? [] : [path.join(resources, fileName)];
  // From the bundle (dist/main) and from the source (src/main/actions).
  const inCheckout = ['../..', '../../..'].map((up) => path.join(import.meta.dirname, up, 'resources', fileName));
  const found = [...packaged, ...inCheckout].find((file) => fs.existsSync(file));
  return found === undefined ? '' : fs.readFileSync(found, 'utf8');
}
