'use strict';
// Omise's published Node client, in one of the two versions of the interface.

const http = require('http');
const omiseClient = require('omise');
const {url, secret, open, basic, ask, setClock, same, fail} = require('./till');

const version = process.argv[2];
const recent = version === '2019-05-29';

// The client has no option for the port, so that of plain HTTP is another one here.
http.globalAgent.defaultPort = Number(url.port);

function client(keys = {}) {
  return omiseClient({
    scheme: omiseClient.Scheme.Http,
    host: url.hostname,
    vaultHost: url.hostname,
    omiseVersion: version,
    secretKey: secret,
    publicKey: open,
    ...keys,
  });
}

const omise = client();

// What a call is refused with: the client rejects with the error object itself.
async function refused(call) {
  const accepted = (answer) => fail(new Error('not refused: ' + JSON.stringify(answer)));
  const error = await call.then(accepted, (error) => error);
  same(error.object, 'error');
  return [error.code, error.message];
}

function token(number = '4242424242424242', more = {}) {
  const card = {name: 'Somchai Prasert', number, expiration_month: 10, expiration_year: 2031, security_code: 123};
  return omise.tokens.create({card: {...card, city: 'Bangkok', postal_code: '10320', ...more}});
}

async function cardsAndTheirDefault() {
  const made = await token();
  same([made.object, made.used, made.card.last_digits, made.card.brand], ['token', false, '4242', 'Visa']);
  const customer = await omise.customers.create({
    email: 'somchai@example.com',
    description: 'Somchai',
    card: made.id,
    metadata: {answer: 42, deep: {list: [1, null, 'ü']}},
  });
  same([customer.object, customer.email, customer.livemode], ['customer', 'somchai@example.com', false]);
  same(customer.metadata, {answer: 42, deep: {list: [1, null, 'ü']}});
  same(recent ? customer.created_at : customer.created, '2027-03-01T09:00:00Z');
  same([customer.cards.total, customer.default_card], [1, made.card.id]);

  const used = await omise.tokens.retrieve(made.id);
  same([used.used, used.card], [true, null]);
  same(await refused(omise.customers.update(customer.id, {card: made.id})),
    ['used_token', 'token was already used']);

  const [second, third] = [await token('5555555555554444'), await token('4111111111111111')];
  let changed = await omise.customers.update(customer.id, {card: second.id});
  same([changed.cards.total, changed.default_card], [2, made.card.id]);
  changed = await omise.customers.update(customer.id, {card: third.id});
  changed = await omise.customers.update(customer.id, {default_card: second.card.id});
  same(changed.default_card, second.card.id);
  same(await refused(omise.customers.update(customer.id, {default_card: 'card_test_nope'})),
    ['not_found', 'card card_test_nope was not found']);

  const cards = await omise.customers.listCards(customer.id, {order: 'reverse_chronological', limit: 2});
  same([cards.total, cards.limit], [3, 2]);
  same(cards.data.map((card) => card.id), [third.card.id, second.card.id]);
  const more = {name: 'S. Prasert', expiration_month: 11};
  const card = await omise.customers.updateCard(customer.id, second.card.id, more);
  same([card.name, card.expiration_month, card.expiration_year], ['S. Prasert', 11, 2031]);
  same(await omise.customers.retrieveCard(customer.id, second.card.id), card);
  same((await omise.customers.destroyCard(customer.id, second.card.id)).deleted, true);
  same((await omise.customers.retrieve(customer.id)).default_card, third.card.id);
  same(await refused(omise.customers.retrieveCard(customer.id, second.card.id)),
    ['not_found', `card ${second.card.id} was not found`]);
  return customer.id;
}

async function aListOfThreePages(customer) {
  const made = [customer];
  while (made.length < 205) {
    const email = `guest${made.length}@example.com`;
    made.push((await omise.customers.create({email})).id);
  }
  const seen = [];
  for (let total = 1; seen.length < total;) {
    const page = await omise.customers.list({limit: 100, offset: seen.length});
    same([page.object, page.limit, page.offset, page.order], ['list', 100, seen.length, 'chronological']);
    seen.push(...page.data.map((customer) => customer.id));
    total = page.total;
  }
  same(seen, made);
  const newest = await omise.customers.list({limit: 3, order: 'reverse_chronological'});
  same(newest.data.map((customer) => customer.id), made.slice(-3).reverse());
  same((await omise.customers.list()).data.length, 20);
  const found = await omise.search.list({scope: 'customer', query: 'guest123'});
  same([found.total, found.data[0].email], [1, 'guest123@example.com']);
}

async function updatesAndRefusals(customer) {
  let changed = await omise.customers.update(customer, {description: 'Somchai P.', email: 'prasert@example.com'});
  same([changed.description, changed.email, changed.metadata.answer], ['Somchai P.', 'prasert@example.com', 42]);
  changed = await omise.customers.update(customer, {metadata: {tier: 'gold'}});
  same(changed.metadata, {tier: 'gold'});
  same(await refused(omise.customers.retrieve('missing')), ['not_found', 'customer missing was not found']);
  same(await refused(token('4242424242424241')), ['invalid_card', 'number is invalid']);
  same(await refused(token(undefined, {expiration_year: 2020})),
    ['invalid_card', 'expiration date cannot be in the past']);
  same((await refused(omise.customers.update(customer, {metadata: ['no', 'object']})))[0], 'bad_request');
  same((await refused(omise.customers.list({limit: 'many'})))[0], 'bad_request');
  const stranger = client({secretKey: 'skey_test_nobody'});
  same(await refused(stranger.customers.list()), ['authentication_failure', 'authentication failed']);
  const swapped = client({secretKey: open, publicKey: secret});
  same((await refused(swapped.customers.list()))[0], 'authentication_failure');
  same((await refused(swapped.tokens.create({card: {}})))[0], 'authentication_failure');
  // As older programs call it.
  await new Promise((resolve) => omise.customers.retrieve('missing', (error, answer) => {
    same([error.code, answer], ['not_found', null]);
    resolve();
  }));
}

async function schedules(customer) {
  const daily = await omise.schedules.create({
    every: 1, period: 'day', start_date: '2027-03-02', end_date: '2027-03-06',
    charge: {customer, amount: 100000, currency: 'thb'},
  });
  same([daily.object, daily.status, daily.in_words], ['schedule', recent ? 'running' : 'active', 'Every 1 day(s)']);
  const ahead = (schedule) => recent ? schedule.next_occurrences_on : schedule.next_occurrence_dates;
  same(ahead(daily), [2, 3, 4, 5, 6].map((day) => `2027-03-0${day}`));
  same([daily.charge.customer, daily.charge.currency], [customer, recent ? 'THB' : 'thb']);
  const monthly = await omise.schedules.create({
    every: 3, period: 'month', on: {weekday_of_month: 'last_friday'}, end_date: '2028-03-01',
    charge: {customer, amount: 2000},
  });
  same([monthly.in_words, monthly.occurrences.total], ['Every 3 month(s) on the last Friday', 0]);

  await setClock('2027-03-03T12:00:00Z');
  let now = await omise.schedules.retrieve(daily.id);
  same(now.occurrences.data.map((occurrence) => occurrence.status), ['successful', 'successful']);
  same(now.occurrences.data.every((occurrence) => occurrence.result.startsWith('chrg_test_')), true);
  await setClock('2027-03-04T12:00:00Z', false);
  const outcome = {schedule: daily.id, scheduled_on: '2027-03-04', status: 'failed', message: 'insufficient fund'};
  same((await ask('POST', '/_tillbook/occurrences', outcome, basic(secret)))[0], 201);
  now = await omise.schedules.retrieve(daily.id);
  const failed = now.occurrences.data[2];
  same([failed.status, failed.message, failed.result], ['failed', 'insufficient fund', null]);
  same([recent ? failed.retry_on : failed.retry_date, ahead(now)], ['2027-03-05', ['2027-03-05', '2027-03-06']]);

  same((await omise.customers.schedules(customer, {limit: 1})).data.map((schedule) => schedule.id), [daily.id]);
  same((await omise.charges.schedules()).total, 2);
  const gone = await omise.schedules.destroy(monthly.id);
  same([gone.status, ahead(gone)], ['deleted', []]);
  same((await omise.schedules.retrieve(monthly.id)).status, 'deleted');
}

async function anEnd(customer) {
  same((await omise.customers.destroy(customer)).deleted, true);
  const gone = ['not_found', `customer ${customer} was not found`];
  same(await refused(omise.customers.retrieve(customer)), gone);
  same(await refused(omise.customers.update(customer, {description: 'back'})), gone);
  same(await refused(omise.customers.destroy(customer)), gone);
  same((await omise.customers.list({limit: 1})).total, 204);
}

(async () => {
  const customer = await cardsAndTheirDefault();
  await aListOfThreePages(customer);
  await updatesAndRefusals(customer);
  await schedules(customer);
  await anEnd(customer);
  process.exit(0);
})().catch(fail);
