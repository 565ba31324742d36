// How long a page of the console takes from the click until it is painted, when what it shows has been seen before.
// Prints the median and the 95th percentile beside the budget of docs/architecture.md.
import { launch } from '../tests/e2e/lib/chromium.mjs';
import { openConsole } from '../tests/e2e/lib/console.mjs';
import { Server } from '../tests/e2e/lib/server.mjs';

const budget_ms = 100;
const rounds = 20;

// From list to list by the navigation, into the first row's details, and back to the list.
const lists = ['Applications', 'API resources', 'Users', 'Roles', 'Organizations'];

// Runs in the page: clicks, and waits until another heading and its content stand there and are painted.
async function change(selector) {
  const heading = () => document.querySelector('main h1')?.textContent;
  const before = heading();
  const isThere = () =>
    heading() !== undefined && heading() !== before && document.querySelector('main tbody a, main [role=tab]');
  const link = [...document.querySelectorAll(selector.css)].find(
    ({ textContent }) => !selector.text || textContent === selector.text,
  );
  const frame = () => new Promise(requestAnimationFrame);
  const began = performance.now();
  link.click();
  while (!isThere()) await frame();
  // The task after the frame's callbacks: by then it is painted.
  await frame();
  await new Promise((done) => setTimeout(done));
  return performance.now() - began;
}

async function visitAll(page) {
  const times = [];
  for (const text of lists) {
    await page.waitForSelector('nav a');
    times.push(await page.evaluate(change, { css: 'nav a', text }));
    await page.waitForSelector('main tbody a');
    times.push(await page.evaluate(change, { css: 'main tbody a' }));
    await page.waitForSelector('main [role=tab]');
  }
  return times;
}

const server = await Server.start();
const browser = await launch('page_changes');
try {
  const page = await openConsole(browser, server);
  await visitAll(page); // loads code and data
  const times = [];
  for (let round = 0; round < rounds; round += 1) times.push(...(await visitAll(page)));
  times.sort((one, other) => one - other);
  const at = (part) => times[Math.floor(times.length * part)].toFixed(0);
  console.log('\n| console | median | p95 | budget |\n|---|---:|---:|---:|');
  console.log(`| change of pages, data seen before (${times.length}) | ${at(0.5)} ms | ${at(0.95)} ms | ${budget_ms} ms |`);
} finally {
  await browser.close();
  await server.stop();
}
