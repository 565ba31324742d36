// The little of Markdown that instructions need.

export type Block =
  | {kind: 'text'; text: string}
  | {kind: 'code'; text: string}
  | {kind: 'list'; isOrdered: boolean; items: string[]};

const item = /^(?:(\d+)\.|[-*])\s+(.*)$/;

/** Blocks are apart by an empty line. The first heading is dropped: the page has a title. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  // Code first: it may have empty lines.
  text.split(/^```\w*\n([^]*?)^```$/m).forEach((part, index) => {
    if (index % 2 === 1) blocks.push({kind: 'code', text: part.trimEnd()});
    else blocks.push(...part.split(/\n\s*\n/).flatMap(parseBlock));
  });
  return blocks;
}

function parseBlock(text: string): Block[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^#\s/.test(line));
  if (lines.length === 0) return [];
  const first = item.exec(lines[0]!);
  if (!first) return [{kind: 'text', text: lines.map((line) => line.replace(/^#+\s+/, '')).join(' ')}];
  const items: string[] = [];
  for (const line of lines) {
    const found = item.exec(line);
    if (found) items.push(found[2]!);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`.trim());
  }
  return [{kind: 'list', isOrdered: first[1] !== undefined, items}];
}
