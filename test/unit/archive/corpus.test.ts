import { hash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Expected } from '../../support/archives/corpus/case.ts';
import { corpus } from '../../support/archives/corpus/corpus.ts';
import { judge, type Verdict } from '../../support/archives/judge.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-corpus-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const isHash = /^[0-9a-f]{64}$/u;

function expected(of: Expected): object {
  if ('tree' in of) {
    const files = Object.entries(of.tree).map(([name, content]) => [
      name,
      isHash.test(content) ? content : hash('sha256', content),
    ]);
    return { tree: Object.fromEntries(files) };
  }
  return { code: of.code, reason: of.reason ?? '', late: of.late ?? false };
}

const withoutMessage = (verdict: Verdict): object => {
  if ('tree' in verdict) return verdict;
  const { code, reason, late } = verdict;
  return { code, reason, late };
};

describe('hostile and odd archives', () => {
  it('are at least ninety, in all groups, each with a name of its own', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(90);
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
    expect(new Set(corpus.map(({ group }) => group))).toEqual(new Set(['n', 'c', 'l', 'b', 's', 'e', 'o', 'r']));
  });

  for (const one of corpus) {
    it(`${one.id}: ${one.attack}`, { timeout: 30_000 }, () => {
      const file = path.join(folder, `${one.id}.${one.extension}`);
      fs.writeFileSync(file, one.bytes());
      const started = performance.now();
      const verdict = judge(file, one.limits);
      const took = performance.now() - started;
      expect(withoutMessage(verdict), 'message' in verdict ? verdict.message : '').toEqual(expected(one.expect));
      if ('message' in verdict) {
        // oxlint-disable-next-line no-control-regex -- what must not reach a screen
        expect(verdict.message).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E]/u);
        expect(took).toBeLessThan(15_000);
      }
      expect(fs.readdirSync(folder)).toEqual([path.basename(file)]);
      // What the directory alone does not tell, threads must find as well.
      if (one.extension === 'zip' && ('tree' in verdict || verdict.late)) {
        expect(judge(file, one.limits, path.join(folder, 'unpacked'))).toEqual(verdict);
      }
    });
  }
});
