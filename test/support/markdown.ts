const escaped = /\\[!-/:-@[-`{-~]/g;
const markers = /[|*_`~[\]<>&#]/g;
const autolink = /https?:\/\/[-\w.]|www\.[-\w]|[-\w.+]@[-\w]+\.[-\w]/gi;

/** How a line begins decides what it is. */
const kindOf = (line: string): string => /^\s*(?:\||#{1,6}\s|[-+*]\s|>|\d+[.)]\s|```|~~~|\[[^\]]*\]:)/.exec(line)?.[0].trim() ?? '';

const targetsOf = (line: string): readonly string[] => [...line.matchAll(/\]\(([^)]*)\)/g)].map(([, target = '']) => target);

/**
 * What a Markdown text is made of besides its words: of each line its kind, the markers that are not escaped in their order, where its
 * links lead, and what GitHub's dialect makes a link of by itself. That looks at the text after escapes were taken away.
 */
export const structureOf = (text: string) =>
  text.split('\n').map((line) => {
    const bare = line.replace(escaped, '');
    return {
      kind: kindOf(bare),
      markers: (bare.match(markers) ?? []).join(''),
      targets: targetsOf(bare),
      autolinks: line.replace(/\\([!-/:-@[-`{-~])/g, '$1').match(autolink) ?? [],
    };
  });
