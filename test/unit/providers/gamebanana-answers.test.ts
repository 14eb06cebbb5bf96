/* oxlint-disable no-underscore-dangle -- the field names are those of GameBanana */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecording, type Reading } from '../../../src/main/providers/gamebanana/recording.ts';

const read = (path: string, body: unknown, status = 200): Reading =>
  parseRecording(
    { url: `https://gamebanana.com/apiv11/${path}` },
    { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) },
  );

const list = (...records: unknown[]) => ({
  _aMetadata: { _nRecordCount: 99, _bIsComplete: false },
  _aRecords: records,
});
const good = { _idRow: 7, _sModelName: 'Mod', _sName: 'Good', _sProfileUrl: 'https://gamebanana.com/mods/7' };

describe('lists', () => {
  it('loses a bad record and keeps the page', () => {
    const reading = read(
      'Mod/Index?_nPage=3',
      list(null, 5, 'x', [], { _idRow: 'abc' }, { ...good, _idRow: -1 }, good),
    );
    expect(reading).toMatchObject({ kind: 'mods', page: { mods: [{ name: 'Good' }], next: 4, total: 99 } });
  });

  it('reads ids that are texts, and flags that are numbers', () => {
    const reading = read('Mod/Index', list({ ...good, _idRow: '0042' }, { ...good, _idRow: '8', _bIsPrivate: 1 }));
    expect(reading).toMatchObject({ page: { mods: [{ ref: { id: 'Mod/42' } }] } });
  });

  it('drops the stub of a private page that search still lists', () => {
    const stub = { _idRow: 9, _nStatus: '2', _bIsPrivate: true, _sName: 'Hidden', _sModelName: 'Mod' };
    expect(read('Util/Search/Results', list(stub, good))).toMatchObject({ page: { mods: [{ name: 'Good' }] } });
  });

  it('shows a mod once although rows moved between pages', () => {
    const reading = read('Mod/Index', list(good, good));
    expect(reading.kind === 'mods' && reading.page.mods).toHaveLength(1);
  });

  it('treats names as text, not HTML, and keeps reading order honest', () => {
    const name = 'a <b>  & \u202Etxt.exe\n x';
    expect(read('Mod/Index', list({ ...good, _sName: name }))).toMatchObject({
      page: { mods: [{ name: 'a <b> & txt.exe x' }] },
    });
  });

  it.each([
    [
      { screenshots: [{ _sBaseUrl: 'https://images.gamebanana.com/a', _sFile: 'x.jpg', _sFile530: 's.jpg' }] },
      'https://images.gamebanana.com/a/s.jpg',
    ],
    [
      { screenshot: { _sBaseUrl: 'https://images.gamebanana.com/a', _sFile: 'x.jpg' } },
      'https://images.gamebanana.com/a/x.jpg',
    ],
    [{ screenshot: { _sBaseUrl: 'https://evil.example/a', _sFile: 'x.jpg' } }, null],
    [{ screenshot: { _sBaseUrl: 'http://images.gamebanana.com/a', _sFile: 'x.jpg' } }, null],
    [[], null],
  ])('reads pictures as apiv13 writes them: %j', (content, image) => {
    expect(read('Mod/Index', list({ ...good, _aPreviewContent: content }))).toMatchObject({
      page: { mods: [{ image }] },
    });
  });

  it.each([
    ['show', {}, 'safe'],
    ['show', [], 'safe'],
    ['show', { cp: 'Crude or Profane' }, 'safe'],
    ['warn', {}, 'warn'],
    ['show', { lp: 'something new' }, 'warn'],
    ['somehow', {}, 'warn'],
    ['hide', {}, 'adult'],
    ['show', { nu: 'Full Nudity' }, 'adult'],
  ])('rates visibility %s with %j as %s', (visibility, ratings, rating) => {
    const reading = read('Mod/Index', list({ ...good, _sInitialVisibility: visibility, _aContentRatings: ratings }));
    expect(reading).toMatchObject({ page: { mods: [{ rating }] } });
  });
});

describe('pages of a mod', () => {
  it.each([
    [{ _idRow: 1, _nStatus: '2', _bIsPrivate: true, _sName: 'x' }, 'private'],
    [{ _idRow: 1, _bIsTrashed: 1, _aTrashInfo: {} }, 'trashed'],
    [{ _idRow: 1, _bIsWithheld: true, _aFiles: null }, 'withheld'],
  ])('says why nothing can be installed: %j', (body, unavailable) => {
    expect(read('Mod/1/ProfilePage', body)).toMatchObject({
      details: { kind: 'found', value: { unavailable, files: [] } },
    });
  });

  it.each([200, 400, 404])('knows a deleted page by its body, whatever the status (%i)', (status) => {
    const body = { _sErrorCode: 'NO_SUCH_RECORD', _sErrorMessage: "Record doesn't exist" };
    expect(read('Mod/1/ProfilePage', body, status)).toMatchObject({ details: { kind: 'gone' } });
    expect(read('Mod/1/DownloadPage', body, status)).toMatchObject({ files: { kind: 'gone' } });
    expect(read('File/1', body, status)).toMatchObject({ file: { kind: 'gone' } });
  });

  it('takes files as an array, as a map by id, and as nothing', () => {
    const file = { _idRow: '5', _sFile: '../../evil\u0000.zip', _nFilesize: '12', _sMd5Checksum: 'A'.repeat(32) };
    const expected = { value: { files: [{ name: 'evil.zip', size: 12, md5: 'a'.repeat(32), ref: { fileId: '5' } }] } };
    expect(read('Mod/1/ProfilePage', { ...good, _aFiles: [file] })).toMatchObject({ details: expected });
    expect(read('Mod/1/ProfilePage', { ...good, _aFiles: { 5: file } })).toMatchObject({ details: expected });
    expect(read('Mod/1/ProfilePage', { ...good, _aFiles: null })).toMatchObject({ details: { value: { files: [] } } });
  });

  it.each([
    [{ _sAvState: 'done', _sAvResult: 'clean', _sAnalysisResult: 'ok' }, 'clean', []],
    [{ _sAnalysisState: 'done', _sAnalysisResult: 'ok' }, 'unknown', []],
    [{ _sAnalysisResult: 'Archive passed' }, 'unknown', []],
    [{ _sAvState: 'queued' }, 'pending', []],
    [{ _sAvState: 'done', _sAvResult: 'infected' }, 'flagged', ['contains_exe']],
    [
      { _sClamAvResult: 'clean', _sAvastAvResult: 'clean', _sAnalysisResultCode: 'contains_exe' },
      'clean',
      ['contains_exe'],
    ],
    [{ _sClamAvResult: 'clean', _sAvastAvResult: 'who knows' }, 'unknown', []],
    [{ _sAvState: 'done', _sAvResult: 'clean', _sAnalysisState: 'failed' }, 'flagged', []],
  ])('never calls a file clean that no scanner called so: %j', (fields, scan, warnings) => {
    const extra = warnings.length > 0 && scan === 'flagged' ? { _aAnalysisWarnings: { contains_exe: ['a.exe'] } } : {};
    const reading = read('File/5', { _idRow: 5, ...fields, ...extra });
    expect(reading).toMatchObject({ file: { value: { scan, warnings, ref: { modId: '0' } } } });
  });
});

describe('answers that are none', () => {
  it.each([
    ['<!DOCTYPE html><title>Just a moment...</title>', 200, 'provider_answer_unreadable'],
    ['<html>forbidden</html>', 403, 'provider_refused'],
    ['', 200, 'provider_answer_unreadable'],
    ['{"_aMetadata": {', 200, 'provider_answer_unreadable'],
    ['null', 200, 'provider_answer_unreadable'],
    ['{"error":"x","error_code":5}', 200, 'provider_answer_unreadable'],
    ['"text"', 200, 'provider_answer_unreadable'],
  ])('%j with status %i is %s', (body, status, code) => {
    expect(read('Mod/Index', body, status)).toMatchObject({ kind: 'error', error: { code } });
  });

  it('survives ten thousand levels', () => {
    const deep = `{"_aRecords":[${'['.repeat(10_000)}${']'.repeat(10_000)}]}`;
    expect(read('Mod/Index', deep)).toMatchObject({ kind: 'mods', page: { mods: [] } });
    const html = '<blockquote>'.repeat(10_000);
    expect(read('Mod/1/ProfilePage', { ...good, _sText: `${html}x` })).toMatchObject({ kind: 'details' });
  });

  it('never throws, whatever a known field holds', () => {
    const fields = [
      '_idRow',
      '_sName',
      '_sModelName',
      '_sProfileUrl',
      '_aFiles',
      '_aPreviewMedia',
      '_aSubmitter',
      '_sText',
      '_tsDateModified',
      '_aContentRatings',
      '_aMetadata',
      '_aRecords',
    ];
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()),
        fc.constantFrom('Mod/Index', 'Mod/1/ProfilePage', 'Mod/1/DownloadPage', 'File/1', 'Mod/1/Updates', 'Mod/Multi'),
        (record, path) => {
          const reading = read(path, path === 'Mod/Index' ? list(record, good) : record);
          if (path === 'Mod/Index') expect(reading).toMatchObject({ kind: 'mods' });
        },
      ),
      { numRuns: 400 },
    );
  });
});
