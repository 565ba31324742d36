import {expect, test} from 'vitest';

import {parseAgent} from '../../shared/agent.ts';

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
    {browser: 'Chrome', system: 'Linux', isMobile: false},
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
    {browser: 'Edge', system: 'Windows', isMobile: false},
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    {browser: 'Safari', system: 'iPhone', isMobile: true},
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36',
    {browser: 'Samsung Internet', system: 'Android', isMobile: true},
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:131.0) Gecko/20100101 Firefox/131.0',
    {browser: 'Firefox', system: 'macOS', isMobile: false},
  ],
  ['curl/8.5.0', {browser: 'curl', system: undefined, isMobile: false}],
  ['', {browser: '', system: undefined, isMobile: false}],
])('parseAgent puts %s into words', (text, agent) => {
  expect(parseAgent(text)).toEqual(agent);
});
