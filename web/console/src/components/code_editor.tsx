import {Textarea} from '@mantine/core';
import {useEffect, useRef, type KeyboardEvent, type ReactNode} from 'react';

import {lineOf} from './line_of.ts';

interface Props {
  label: string;
  description?: ReactNode;
  value?: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  error?: ReactNode;
  minRows?: number;
  readOnly?: boolean;
  /** where the fault is, counted from 1: the line is selected */
  faultLine?: number | undefined;
}

const indent = '  ';

/** A field for JSON, CSS or YAML: even letters, and Enter keeps the indentation. (Tab goes on to the next field.) */
export function CodeEditor(props: Props) {
  const {label, description, value = '', onChange, onBlur, error, minRows = 8, readOnly, faultLine} = props;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!faultLine || !field.current) return;
    field.current.focus();
    field.current.setSelectionRange(...lineOf(field.current.value, faultLine));
  }, [faultLine, error]);
  const keepIndentation = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || readOnly) return;
    const {selectionStart: start, selectionEnd: end} = event.currentTarget;
    const line = value.slice(value.lastIndexOf('\n', start - 1) + 1, start);
    const space = /^\s*/.exec(line)![0] + (/[{[]\s*$/.test(line) ? indent : '');
    if (!space) return;
    event.preventDefault();
    const field = event.currentTarget;
    onChange(`${value.slice(0, start)}\n${space}${value.slice(end)}`);
    requestAnimationFrame(() => field.setSelectionRange(start + 1 + space.length, start + 1 + space.length));
  };
  return (
    <Textarea
      ref={field}
      label={label}
      description={description}
      value={value}
      error={error}
      readOnly={readOnly}
      autosize
      minRows={minRows}
      maxRows={32}
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      styles={{input: {fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5, lineHeight: 1.6}}}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={onBlur}
      onKeyDown={keepIndentation}
    />
  );
}

/** The object that the text is, or what is wrong with it. */
export function parseObject(text: string): Record<string, unknown> | Error {
  try {
    const value: unknown = JSON.parse(text.trim() || '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return new Error('object');
  } catch (error) {
    return error as Error;
  }
}

export const formatObject = (value: object): string => JSON.stringify(value, null, 2);
