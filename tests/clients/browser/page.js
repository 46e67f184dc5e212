'use strict';
// The page at `/` in a real browser, as the person behind the counter uses it: by typing and by keys. Pictures of it are
// left beside the installed driver.

const fs = require('fs');
const path = require('path');
const {chromium} = require('playwright-core');
const {url, secret, open, basic, ask, setClock, same, fail} = require('../node/till');

const pictures = path.join(process.env.NODE_PATH, '..', 'pictures');

function browserProgram() {
  const places = process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, 'chromium'));
  return places.find((place) => fs.existsSync(place)) || fail(new Error('chromium is missing'));
}

async function ok(method, where, body, key = secret) {
  const [status, answer] = await ask(method, where, body, basic(key));
  same([where, status], [where, 200]);
  return answer;
}

async function attach(customer, number, month, year) {
  const card = {name: 'Mali Suwan', number, expiration_month: month, expiration_year: year, security_code: '123'};
  const {id} = await ok('POST', '/tokens', {card}, open);
  return ok('PATCH', '/customers/' + customer, {card: id});
}

// The people come from people.csv; here they get cards, schedules, and a request that went wrong.
async function prepare() {
  const {data} = await ok('GET', '/customers?limit=100');
  const {id} = data.find((customer) => customer.email === 'mali@example.com');
  await attach(id, '4242424242424242', 8, 2030);
  await attach(id, '5555555555554444', 11, 2029);
  await ok('POST', '/schedules', {every: 1, period: 'month', on: {days_of_month: [1, 16]}, end_date: '2028-03-01',
    charge: {customer: id, amount: 45000, currency: 'thb', description: 'Meal plan'}});
  await ok('POST', '/schedules', {every: 2, period: 'week', on: {weekdays: ['friday']}, end_date: '2027-12-31',
    charge: {customer: id, amount: 1250, currency: 'usd'}});
  same((await ask('GET', '/customers/cust_test_nobody', undefined, basic(secret)))[0], 404);
  return id;
}

// A page of its own that notices every complaint and whatever is fetched from elsewhere.
async function opened(browser, options = {}) {
  const context = await browser.newContext({
    httpCredentials: {username: secret, password: ''}, viewport: {width: 1180, height: 900}, locale: 'en-GB', ...options,
  });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.type() + ': ' + message.text()));
  page.on('pageerror', (error) => complaints.push('error: ' + error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url.origin + '/') && !request.url().startsWith('data:')) complaints.push('from elsewhere: ' + request.url());
  });
  page.setDefaultTimeout(60000);
  const answer = await page.goto(url.origin + '/');
  // A browser moves the focus where the page wants it some time after the page is loaded; what is typed before is lost.
  await page.waitForFunction(() => document.activeElement.id === 'search'
    && document.querySelector('#finder').getAttribute('aria-busy') === 'false');
  return {page, complaints, status: answer.status(), headers: answer.headers()};
}

// Read at one moment, because the page renews its tables whenever it likes.
const texts = (page, where) =>
  page.evaluate((where) => [...document.querySelectorAll(where)].map((found) => found.innerText), where);
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
const names = (page) => texts(page, '#results .name');

async function typed(page, text) {
  await page.keyboard.type(text, {delay: 15});
  await page.waitForFunction((text) => document.querySelector('#search').value === text
    && document.querySelector('#finder').getAttribute('aria-busy') === 'false', text);
}

async function strangersSeeNothing(browser) {
  for (const httpCredentials of [undefined, {username: 'skey_test_wrong', password: ''}, {username: open, password: ''}]) {
    const context = await browser.newContext({httpCredentials});
    const page = await context.newPage();
    page.setDefaultTimeout(60000);
    const [answer] = await Promise.all([
      page.waitForResponse(url.origin + '/'),
      // Without credentials a browser would ask for them, which its driver sees as a navigation that failed.
      page.goto(url.origin + '/').catch(() => null),
    ]);
    same(answer.status(), 401);
    await context.close();
  }
}

async function findsByTyping(browser, id) {
  const {page, complaints, status, headers} = await opened(browser);
  same(status, 200);
  same(/default-src 'none'/.test(headers['content-security-policy']), true);
  same(await focused(page), 'search');
  await page.getByText('The newest customers').waitFor();
  same((await names(page)).length, 7);

  // A part of the name, also without its accents and in another case.
  await typed(page, 'suw');
  same(await names(page), ['Mali Suwan']);
  await page.keyboard.press('Escape');
  await typed(page, 'zoe');
  same(await names(page), ['Zoë Müller']);
  for (const [text, name] of [['0812345678', 'Mali Suwan'], ['5678', 'Mali Suwan'], ['C-1007', 'Aroon Chai'],
    ['zoe@example.com', 'Zoë Müller'], ['8850999320014', 'Aroon Chai']]) {
    await page.keyboard.press('Escape');
    await typed(page, text);
    same([text, await names(page)], [text, [name]]);
  }
  await page.keyboard.press('Escape');
  await typed(page, 'nobody at all');
  same([await names(page), (await texts(page, '#status'))[0].startsWith('Nobody found')], [[], true]);

  // The arrows go up and down and stop at the ends; Enter opens; nothing was clicked.
  await page.keyboard.press('Escape');
  await typed(page, 'ma');
  same(await names(page), ['Mali Suwan', 'Marta Nowak']);
  const chosen = () => texts(page, '#results [aria-selected="true"] .name');
  same(await chosen(), ['Mali Suwan']);
  await page.keyboard.press('ArrowUp');
  same(await chosen(), ['Mali Suwan']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  same(await chosen(), ['Marta Nowak']);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: 'Marta Nowak'}).waitFor();
  same([await texts(page, '#cards'), await texts(page, '#schedules')], [['No cards.'], ['No schedules.']]);

  await page.keyboard.press('/');
  same(await focused(page), 'search');
  await typed(page, 'mali');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: 'Mali Suwan'}).waitFor();
  same(await focused(page), 'customer');
  same((await texts(page, '#cards tbody tr')).map((row) => row.split('\t').map((cell) => cell.trim())), [
    ['Visa', '•••• 4242', '08/2030', 'Mali Suwan', 'default'],
    ['MasterCard', '•••• 4444', '11/2029', 'Mali Suwan', ''],
  ]);
  const schedules = (await texts(page, '#schedules tbody tr')).map((row) => row.split('\t'));
  same(schedules.map((row) => [row[0], row[1].replace(/[^0-9.]/g, ''), row[2], row[3]]), [
    ['Every 1 month(s) on the 1st and 16th', '450.00', 'running', '2027-03-16'],
    ['Every 2 week(s) on Friday', '12.50', 'running', '2027-03-05'],
  ]);
  same((await texts(page, '#fields'))[0].includes('Window table, no coriander'), true);

  await page.screenshot({path: path.join(pictures, 'customer.png'), fullPage: true});

  // Enter means what was typed, however fast.
  await page.keyboard.press('/');
  await page.keyboard.type('aroon');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: 'Aroon Chai'}).waitFor();
  await page.goBack();
  await page.getByRole('heading', {name: 'Mali Suwan'}).waitFor();

  // On to the provider's own object, by Tab and Enter.
  await page.keyboard.press('Tab');
  same(await focused(page), 'SUMMARY');
  same(await page.locator('#json').isVisible(), false);
  await page.keyboard.press('Enter');
  const shown = JSON.parse((await texts(page, '#json'))[0]);
  same([shown.object, shown.id, shown.email, shown.cards.total], ['customer', id, 'mali@example.com', 2]);
  same(await page.evaluate(() => location.hash), '#' + id);

  // What was asked of the server of late, and what was refused.
  await page.keyboard.press('Tab');
  same(await focused(page), 'json');
  await page.keyboard.press('Tab');
  same(await focused(page), 'refresh');
  await page.keyboard.press('Enter');
  await page.locator('#requests tbody tr', {hasText: '/tokens'}).first().waitFor();
  const rows = (await texts(page, '#requests tbody tr')).map((row) => row.split('\t').slice(1, 4).join(' '));
  same(rows.includes('POST /tokens 200') || rows, true);
  same(rows.includes('GET /customers/:id 404') || rows, true);
  same(JSON.stringify(rows).includes(id), false);

  // Going back opens what was open before.
  await page.goBack();
  await page.getByRole('heading', {name: 'Marta Nowak'}).waitFor();
  same(complaints, []);
  await page.context().close();
}

async function nothingInTheDataBecomesPartOfThePage(browser) {
  const {page, complaints} = await opened(browser);
  await typed(page, '<img');
  same(await names(page), ['<img src=x onerror=alert(1)>']);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: '<img src=x'}).waitFor();
  same(await page.locator('img').count(), 0);
  same(complaints, []);
  await page.context().close();
}

async function saysWhenTheCustomerIsGone(browser) {
  const {page} = await opened(browser);
  await page.goto(url.origin + '/#cust_test_nobody');
  await page.getByText('There is no such customer.').waitFor();
  await page.context().close();
}

// How well text can be read: the contrast of everything that is written on the page against what lies behind it.
function faintest() {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const light = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
    const line = (part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    return [0.2126 * line(r) + 0.7152 * line(g) + 0.0722 * line(b), a];
  };
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const [value, alpha] = light(getComputedStyle(element).backgroundColor);
      if (alpha > 0.99) return value;
    }
    return 1;
  };
  const found = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility()
    && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && element.tagName !== 'SCRIPT');
  return found.map((element) => {
    const [dark, bright] = [light(getComputedStyle(element).color)[0], behind(element)].sort((a, b) => a - b);
    return [(bright + 0.05) / (dark + 0.05), element.textContent.slice(0, 30)];
  }).sort((a, b) => a[0] - b[0])[0];
}

async function looksWellEverywhere(browser, id) {
  for (const colorScheme of ['light', 'dark']) {
    for (const [width, height] of [[1180, 900], [768, 1024], [320, 640]]) {
      const {page, complaints} = await opened(browser, {colorScheme, viewport: {width, height}});
      await typed(page, 'ma');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', {name: 'Mali Suwan'}).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      same([width, overflow], [width, 0]);
      const [contrast, text] = await page.evaluate(faintest);
      same(contrast >= 4.5 || [colorScheme, contrast, text], true);
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      same(paper.match(/[0-9]+/g).every((part) => (part > 128) === (colorScheme === 'light')), true);
      await page.screenshot({path: path.join(pictures, `${colorScheme}-${width}.png`), fullPage: true});
      same(complaints, []);
      await page.context().close();
    }
  }
}

async function main() {
  fs.mkdirSync(pictures, {recursive: true});
  await setClock('2027-03-01T12:00:00Z');
  const id = await prepare();
  // What is visited is our own page. The sandbox works neither for root nor where user namespaces are forbidden, shared
  // memory is small in a container, and a browser's very first start on a fresh machine takes its time.
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
  const browser = await chromium.launch({executablePath: browserProgram(), args, timeout: 120000});
  await strangersSeeNothing(browser);
  await findsByTyping(browser, id);
  await nothingInTheDataBecomesPartOfThePage(browser);
  await saysWhenTheCustomerIsGone(browser);
  await looksWellEverywhere(browser, id);
  await browser.close();
  process.exit(0);
}

main().catch(fail);
