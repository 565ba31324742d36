// Phrases with {placeholders}.

export interface Part {
  text: string;
  placeholder?: string;
}

export const split = (phrase: string): Part[] =>
  phrase
    .split(/(\{\w+\})/)
    .filter((text) => text !== '')
    .map((text) => (/^\{\w+\}$/.test(text) ? {text, placeholder: text.slice(1, -1)} : {text}));

export const fill = (phrase: string, values: Record<string, string | number> = {}): string =>
  split(phrase)
    .map(({text, placeholder}) =>
      placeholder !== undefined && Object.hasOwn(values, placeholder) ? values[placeholder] : text,
    )
    .join('');
