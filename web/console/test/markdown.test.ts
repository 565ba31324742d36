import {expect, it} from 'vitest';

import {parseMarkdown} from '../src/components/parse_markdown.ts';

it('parseMarkdown finds paragraphs, lists and code, and drops the title', () => {
  const head = '# SMTP\n\nEnter the host\nand port.\n\n1. One\n2. Two\n   goes on\n\n';
  const text = `${head}\`\`\`json\n{"a": 1}\n\n{}\n\`\`\`\n\nEnd.\n`;
  expect(parseMarkdown(text)).toEqual([
    {kind: 'text', text: 'Enter the host and port.'},
    {kind: 'list', isOrdered: true, items: ['One', 'Two goes on']},
    {kind: 'code', text: '{"a": 1}\n\n{}'},
    {kind: 'text', text: 'End.'},
  ]);
});
