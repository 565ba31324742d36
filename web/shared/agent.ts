// A browser's description of itself, in words. It is a hint: every browser can say what it likes.

const browsers: [pattern: RegExp, name: string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Whale\//, 'Whale'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const systems: [pattern: RegExp, name: string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

export interface Agent {
  browser: string;
  system?: string | undefined;
  isMobile: boolean;
}

const nameIn = (table: [RegExp, string][], text: string) => table.find(([pattern]) => pattern.test(text))?.[1];

export function parseAgent(text: string): Agent {
  // Other programs begin with their own name: `curl/8.5.0`.
  const product = /^[^\s/]+/.exec(text)?.[0] ?? text;
  return {
    browser: nameIn(browsers, text) ?? product,
    system: nameIn(systems, text),
    isMobile: /iPhone|iPad|Android|Mobile/.test(text),
  };
}
