// Colours for code that is shown to be copied: comments, strings, keywords and numbers, no more.

export interface Piece {
  kind: 'comment' | 'string' | 'keyword' | 'number' | undefined;
  text: string;
}

const keywords =
  'import export from default async await function return const let var if else for of in new type interface class extends throw try catch ' +
  'true false null undefined as void static auto namespace using struct include int bool std string char';

const parts = {
  slashes: String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)`,
  // A # inside of a word or an address is no comment.
  hash: String.raw`(?<comment>(?<=^|\s)#[^\n]*)`,
  string: String.raw`(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\`(?:\\.|[^\`\\])*\`)`,
  keyword: String.raw`(?<keyword>\b(?:${keywords.replaceAll(' ', '|')})\b)`,
  number: String.raw`(?<number>\b\d[\d_.]*\b)`,
};

const make = (comment: string) => new RegExp([comment, parts.string, parts.keyword, parts.number].join('|'), 'gm');
const languages: [name: RegExp, tokens: RegExp][] = [
  [/\.([cm]?[jt]sx?|cpp|h|css)$/, make(parts.slashes)],
  [/\.(sh|env[\w.]*|ya?ml|txt)$|^\.env|terminal|curl|CMakeLists/i, make(parts.hash)],
];

/** The text in pieces, in order; what the title says nothing of stays plain. */
export function highlight(code: string, title: string): Piece[] {
  const tokens = languages.find(([name]) => name.test(title))?.[1];
  if (!tokens) return [{kind: undefined, text: code}];
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of code.matchAll(tokens)) {
    if (match.index > end) pieces.push({kind: undefined, text: code.slice(end, match.index)});
    const [kind] = Object.entries(match.groups!).find(([, text]) => text !== undefined)!;
    pieces.push({kind: kind as Piece['kind'], text: match[0]});
    end = match.index + match[0].length;
  }
  if (end < code.length) pieces.push({kind: undefined, text: code.slice(end)});
  return pieces;
}
