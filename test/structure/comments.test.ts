import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sourceFiles } from '../support/sources';

const root = resolve(__dirname, '../..');

/** Line at which a doc comment follows another with nothing between that the first could describe; a file may open with one of its own. */
function strayComment(text: string): number | null {
  const followed = /\/\*\*(?:(?!\*\/).)*\*\/(?=\s*\/\*\*)/gs;
  const stray = [...text.matchAll(followed)].find(({ index, 0: comment }) => index > 0 || /^\n\/\*\*/.test(text.slice(comment.length)));
  return stray === undefined ? null : text.slice(0, stray.index).split('\n').length;
}

describe('doc comments', () => {
  it.each([
    ['/** Of one. */\n/** Of two. */\nconst two = 2;', 1],
    ['const one = 1;\n/** Of one. */\n\n/** Of two. */\nconst two = 2;', 2],
    ['/** Of the file. */\n\n/** Of one. */\nconst one = 1;', null],
    ['/** Of one. */\nconst one = 1;\n/** Of two. */\nconst two = 2;', null],
  ])('two in a row are seen: %j', (text, line) => {
    expect(strayComment(text)).toBe(line);
  });

  it('each stands on what it describes', () => {
    const stray = sourceFiles(root).flatMap((file) => {
      const line = strayComment(readFileSync(join(root, file), 'utf8'));
      return line === null ? [] : [`${file}:${line}`];
    });
    expect(stray).toEqual([]);
  });
});
