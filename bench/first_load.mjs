// What the console costs when nothing of it is cached and the line is slow: 1.6 Mbit/s with 150 ms to each answer.
// The person has signed in before, in another tab: the page asks the sign-in for a code, and shows the dashboard.
// Prints requests (CORS preflights too), bytes and the time until the figures stand there, beside their budgets.
import { launch, openWindow } from '../tests/e2e/lib/chromium.mjs';
import { openConsole } from '../tests/e2e/lib/console.mjs';
import { Server } from '../tests/e2e/lib/server.mjs';

const budget = { requests: 30, ms: 2500 };
const rounds = 5;
const line = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };

async function visit(browser, url, cookies) {
  const page = await openWindow(browser);
  await page.context().addCookies(cookies);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const seen = { requests: 0, bytes: 0 };
  session.on('Network.requestWillBeSent', ({ request, redirectResponse }) => {
    if (redirectResponse) seen.bytes += redirectResponse.encodedDataLength;
    if (!request.url.startsWith('data:')) seen.requests += 1;
  });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    seen.bytes += encodedDataLength;
  });
  // What comes out of the cache costs nothing: the second document of the sign-in names the same files.
  session.on('Network.requestServedFromCache', () => {
    seen.requests -= 1;
  });
  await session.send('Network.emulateNetworkConditions', line);
  const began = performance.now();
  await page.goto(url);
  await page.waitForSelector('[data-figure="value"]');
  const ms = performance.now() - began;
  await page.context().close();
  return { ms, ...seen };
}

const server = await Server.start();
const browser = await launch('first_load');
try {
  const first = await openConsole(browser, server);
  const cookies = await first.context().cookies();
  await first.context().close();
  const visits = [];
  for (let round = 0; round < rounds; round += 1) {
    visits.push(await visit(browser, `${server.demo.adminEndpoint}/console`, cookies));
  }
  const median = (name) => visits.map((one) => one[name]).toSorted((one, other) => one - other)[Math.floor(rounds / 2)];
  console.log('\n| console, first load at 1.6 Mbit/s and 150 ms | median | budget |\n|---|---:|---:|');
  console.log(`| requests | ${median('requests')} | ${budget.requests} |`);
  console.log(`| bytes | ${(median('bytes') / 1024).toFixed(0)} KiB | |`);
  console.log(`| until the dashboard shows its figures | ${(median('ms') / 1000).toFixed(2)} s | ${budget.ms / 1000} s |`);
} finally {
  await browser.close();
  await server.stop();
}
