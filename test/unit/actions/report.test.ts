import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { composeReport, type ReportFacts } from '../../../src/main/actions/report.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
});

function factsWith(log: string): ReportFacts {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-report-'));
  folders.push(dataDir);
  fs.mkdirSync(path.join(dataDir, 'logs'));
  fs.writeFileSync(path.join(dataDir, 'logs/loadstone.log'), log);
  const games = [{ id: 'celeste', definition: 'celeste', root: '/home/ada-lovelace/games/Celeste' }];
  return { version: '1.2.3', dataDir, now: 0, settings: defaultSettings, games, downloads: [] };
}

describe('the report', () => {
  it('says versions, settings and the end of the log', () => {
    const text = composeReport(factsWith('a line of the log\n'));
    expect(text).toContain('version 1.2.3');
    expect(text).toContain('"theme": "dark"');
    expect(text).toContain('a line of the log');
  });

  it('holds no secret and no name of an account', () => {
    const text = composeReport(
      factsWith(
        'apikey=canary-1 nxm://x?key=canary-2&user_id=canary3 Authorization: Bearer canary-4\n' +
          'C:\\Users\\grace-hopper\\Mods /Users/alan-turing/Library\n',
      ),
    );
    for (const told of ['canary', 'ada-lovelace', 'grace-hopper', 'alan-turing']) expect(text).not.toContain(told);
    expect(text).toContain('/home/…/games/Celeste');
  });

  it('takes whole lines from the end of a long log', () => {
    const text = composeReport(factsWith(`${'token=canary-secret-value\n'.repeat(20_000)}the last line\n`));
    expect(text).toContain('the last line');
    expect(text).not.toContain('canary');
    expect(text).not.toContain('secret-value');
    expect(text.length).toBeLessThan(300_000);
  });
});
