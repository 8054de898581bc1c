// What the engine's UI renders of card and board: CommonMark with tables; it fills {namespace} in the targets of links.

const space = '\u00a0';
const wideSpace = '\u2003';

/**
 * The UI has a text drawn by an address that holds all of it (`/render?content=`), and a proxy with the usual 8 KB of header
 * refuses what is longer. The rest is for the other words of that request.
 */
export const mostInAddress = 7_500;

/** How long a text is in that address, where a Chinese character counts nine. */
export const lengthInAddress = (text: string): number => encodeURIComponent(text).length;

/** The first of these texts, the fullest first, that an address can hold; else the last, which says least. */
export function fitting<R>(rooms: readonly [R, ...R[]], write: (room: R) => string): string {
  let text = '';
  for (const room of rooms) {
    text = write(room);
    if (lengthInAddress(text) <= mostInAddress) return text;
  }
  return text;
}

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

/** A cell without what would end it. */
const cell = (text: string): string => text.replaceAll(/(?<!\\)\|/g, '\\|').replaceAll('\n', ' ');

/** The UI draws cells without padding: each but the last carries its own. */
const line = (cells: readonly string[]): string => `|${cells.map(cell).join(`${wideSpace}|`)}|`;

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
    .replaceAll(')', '%29')
    .replaceAll('*', '%2A');

/** The UI's Markdown takes a quote before the bracket for the end of a title, from the first quote of the target on. */
const target = (path: string): string => path.replace(/['"]$/, (quote) => `%${quote.charCodeAt(0).toString(16)}`);

const pageOf = (namespace: string): string => `namespaces/${namespace}/workflows`;

/**
 * Page of a workflow, by its id alone: the run changes when it continues as new. Seen from where the UI draws a text, whatever
 * path it stands under.
 */
export const workflowPath = (id: string, namespace = '{namespace}'): string => `${pageOf(namespace)}/${inAddress(id)}`;

/** List of the workflows that a query finds; with a name, a view of that name is installed in the browser that opens it. */
export function listPath(query: string, savedQuery?: string, namespace = '{namespace}'): string {
  const saved = savedQuery === undefined ? '' : `&savedQuery=${inAddress(savedQuery)}`;
  return target(`${pageOf(namespace)}?query=${inAddress(query)}${saved}`);
}

export const link = (text: string, path: string): string => `[${text}](${path})`;

/** The UI of the development server cuts off the end of a long text: what is cut is empty. */
export const blankEnd: readonly string[] = ['', space, '', space];
