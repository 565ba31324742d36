import {Code, List, Text} from '@mantine/core';
import type {ReactNode} from 'react';

import {parseMarkdown, type Block} from './parse_markdown.ts';

/** Instructions that the server has for a connector: paragraphs, lists and code. */
export const Markdown = ({text}: {text: string}) => <>{parseMarkdown(text).map(toElement)}</>;

function toElement(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case 'code':
      return (
        <Code key={key} block my="xs" style={{whiteSpace: 'pre-wrap', overflowWrap: 'anywhere'}}>
          {block.text}
        </Code>
      );
    case 'list':
      return (
        <List key={key} type={block.isOrdered ? 'ordered' : 'unordered'} size="sm" my="xs" spacing={4}>
          {block.items.map((item, index) => (
            <List.Item key={index}>{toWords(item)}</List.Item>
          ))}
        </List>
      );
    case 'text':
      return (
        <Text key={key} size="sm" my="xs" style={{overflowWrap: 'anywhere'}}>
          {toWords(block.text)}
        </Text>
      );
  }
}

/** `code` and *emphasis*. */
const toWords = (text: string): ReactNode[] =>
  text.split(/(`[^`]+`|\*[^*]+\*)/).map((part, index) => {
    if (part.startsWith('`')) return <Code key={index}>{part.slice(1, -1)}</Code>;
    if (part.startsWith('*')) return <em key={index}>{part.slice(1, -1)}</em>;
    return part;
  });
