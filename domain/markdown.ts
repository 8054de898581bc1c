// What the engine's UI renders of card and board: CommonMark with tables; it fills {namespace} in the targets of links.

const space = '\u00a0';

const markup = /[\\`*_[\]{}<>#|~&]/g;
// Controls, line and paragraph separators, and what turns the direction of the text that follows.
const unseen = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;
// What the UI makes links of without any markup: addresses of the web and of mail. A word joiner parts them and is not seen.
const linked = /(:(?=\/\/)|www(?=\.)|@(?=[-\w]+\.))/gi;

/**
 * A text that is not ours, such as the title of a task, as Markdown within a line that shows it and nothing else: no
 * markup, link, HTML, further line or change of direction.
 */
export const plainText = (text: string): string => text.replace(unseen, ' ').replace(markup, '\\$&').replace(linked, '$1\u2060');

/** A cell without what would end it. The UI draws cells without padding: each carries its own. */
const cell = (text: string): string => `${text.replaceAll(/(?<!\\)\|/g, '\\|').replaceAll('\n', ' ')}${space}${space}`;

const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** A table; nothing where there are no rows. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)];
}

/** A query as it stands in a link: readable and short, because the UI passes the whole text through an address. */
const inAddress = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll('%3D', '=')
    .replaceAll('%2C', ',')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');

/** Page of a workflow, by its id alone: the run changes when it continues as new. */
export const workflowPath = (id: string, namespace = '{namespace}'): string => `/namespaces/${namespace}/workflows/${inAddress(id)}`;

/** List of the workflows that a query finds; with a name, a view of that name is installed in the browser that opens it. */
export function listPath(query: string, savedQuery?: string, namespace = '{namespace}'): string {
  const saved = savedQuery === undefined ? '' : `&savedQuery=${inAddress(savedQuery)}`;
  return `/namespaces/${namespace}/workflows?query=${inAddress(query)}${saved}`;
}

export const link = (text: string, path: string): string => `[${text}](${path})`;

/** The UI of the development server cuts off the end of a long text: what is cut is empty. */
export const blankEnd: readonly string[] = ['', space, '', space];
