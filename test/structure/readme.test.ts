import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsIn, tableSizes } from '../support/readme';

const read = (name: string): string => readFileSync(join(__dirname, '../..', name), 'utf8');

/** What is written in quotes may be in either language; English is asked for in one of them only. */
const bare = (command: string): string => command.replace(/"text":"[^"]*"/, '"text"').replace(' --lang en', '');

describe('the README in Chinese', () => {
  it.each([
    ['README.md', 'README.zh-CN.md'],
    ['docs/managers-guide.md', 'docs/managers-guide.zh-CN.md'],
  ])('%s: tells the same commands and has as many rows in each table', (english, chinese) => {
    expect(commandsIn(read(chinese)).map(bare)).toEqual(commandsIn(read(english)).map(bare));
    expect(tableSizes(read(chinese))).toEqual(tableSizes(read(english)));
  });

  it('names every file that the English one names', () => {
    const linked = (text: string): ReadonlySet<string> =>
      new Set((text.match(/\]\(([^)#]+)\)/g) ?? []).map((l) => l.replace('.zh-CN', '')).filter((l) => !l.includes('README')));
    expect(linked(read('README.zh-CN.md'))).toEqual(linked(read('README.md')));
  });
});
