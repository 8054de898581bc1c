/** Commands of the shell blocks of a text, in their order, without what is said of them. */
export const commandsIn = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Rows of the tables of a text, under the heading that they stand under, counted. */
export const tableSizes = (markdown: string): readonly number[] =>
  markdown.split(/^## /m).map((section) => (section.match(/^\|(?!---)/gm) ?? []).length);
