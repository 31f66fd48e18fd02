import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSources } from '../../local/sources.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'siaga-sources-'));
  const files = {
    'my.opml': `<opml version="2.0"><body><outline text="News"><outline text="Pelita" xmlUrl="https://pelita.example/feed"/>
      <outline title="Again" xmlUrl="https://pelita.example/feed"/></outline><outline xmlUrl="https://hoja.example/rss"/></body></opml>`,
    'empty.opml': '<opml version="2.0"><body><outline text="nothing"/></body></opml>',
    'broken.opml': '<opml version="2.0"><body><outline',
    'feed.xml': '<rss version="2.0"><channel><item><title>x</title></item></channel></rss>',
    'notes.txt': 'hello',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'feeds'));
  writeFileSync(join(folder, 'feeds/a.rss'), files['feed.xml']);
  mkdirSync(join(folder, 'none'));
  writeFileSync(join(folder, 'none/page.html'), '<html></html>');
});

describe('--feeds takes', () => {
  it('nothing: the demo', async () => {
    expect(await readSources(undefined)).toEqual({ kind: 'demo' });
  });

  it('an OPML file, each address once', async () => {
    expect(await readSources(join(folder, 'my.opml'))).toEqual({
      kind: 'feeds',
      from: 'my.opml',
      feeds: [
        { url: 'https://pelita.example/feed', title: 'Pelita' },
        { url: 'https://hoja.example/rss', title: '' },
      ],
    });
  });

  it('the address of a feed', async () => {
    const url = 'https://pelita.example/feed';
    expect(await readSources(url)).toEqual({ kind: 'feeds', from: url, feeds: [{ url, title: '' }] });
  });

  it('a folder with feeds in it', async () => {
    const path = join(folder, 'feeds');
    expect(await readSources(path)).toEqual({ kind: 'folder', path });
  });
});

describe('--feeds refuses, in one line that names the way out', () => {
  it.each([
    ['missing.opml', /missing\.opml cannot be read: there is no such file or folder\.$/],
    ['broken.opml', /broken\.opml is not OPML that can be read: .+\.$/],
    ['notes.txt', /notes\.txt is not OPML that can be read: .+\.$/],
    ['empty.opml', /empty\.opml names no feed: no outline in it has an xmlUrl\.$/],
    ['none', /none holds no feeds: no file in it is RSS, RDF or Atom\.$/],
    ['feed.xml', /feed\.xml is a feed itself\. Give its address, or the folder it lies in: --feeds \S+$/],
  ])('%s', async (name, message) => {
    const error = await readSources(join(folder, name)).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).toMatch(message);
    expect(error?.message).not.toContain('\n');
  });

  it('an address that is none', async () => {
    await expect(readSources('https://')).rejects.toThrow(/Write it in full/);
  });
});
