'use strict';
// KOMOJU as its page shows it for Node: forms without a content type, written with the module for HTTP itself.

const http = require('http');
const querystring = require('querystring');
const {url, secret, open, same, fail} = require('./till');

const auth = 'Basic ' + Buffer.from(secret + ':').toString('base64');

// A request with the options of the page's samples; only the host and the port are others.
function sample(method, path, data, authorization = auth, headers = {}) {
  const options = {
    host: url.hostname,
    port: url.port,
    path: '/api/v1' + path,
    method,
    headers: {'Authorization': authorization, ...headers},
  };
  if (data !== undefined) {
    options.headers['Content-Length'] = Buffer.byteLength(data);
  }
  return new Promise((resolve, reject) => {
    const request = http.request(options, function(res) {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', function(chunk) {
        text += chunk;
      });
      res.on('end', () => resolve([res.statusCode, JSON.parse(text), res.headers['content-type']]));
    });
    request.on('error', reject);
    if (data !== undefined) {
      request.write(data);
    }
    request.end();
  });
}

async function done(...request) {
  const [status, answer, type] = await sample(...request);
  same([status, type], [200, 'application/json; charset=utf-8']);
  return answer;
}

async function refused(...request) {
  const [status, answer] = await sample(...request);
  same(Object.keys(answer), ['error']);
  return [status, answer.error.code, answer.error.param];
}

async function token(number, month, year, currency = {}) {
  const made = await done('POST', '/tokens', querystring.stringify({
    'payment_details[type]': 'credit_card',
    'payment_details[number]': number,
    'payment_details[month]': month,
    'payment_details[year]': year,
    'payment_details[verification_value]': '123',
    ...currency,
  }), 'Basic ' + Buffer.from(open + ':').toString('base64'));
  same([made.resource, made.payment_details.last_four_digits], ['token', number.slice(-4)]);
  return made.id;
}

async function story() {
  const post_data = querystring.stringify({
    'email': 'test@example.com',
    'metadata[order_id]': 'abcdefg',
    'payment_details': await token('4111111111111111', '1', '31'),
  });
  const made = await done('POST', '/customers', post_data);
  same(Object.keys(made), ['id', 'resource', 'email', 'source', 'metadata', 'created_at']);
  const visa = {type: 'credit_card', brand: 'visa', last_four_digits: '1111', month: 1, year: 2031};
  same([made.resource, made.email, made.metadata, made.source],
    ['customer', 'test@example.com', {order_id: 'abcdefg'}, visa]);
  same(await done('GET', '/customers/' + made.id), made);
  same(await refused('POST', '/customers', post_data), [422, 'invalid_token', 'payment_details']);

  const patch_data = querystring.stringify({'payment_details': await token('5555555555554444', '12', '2031')});
  const changed = await done('PATCH', '/customers/' + made.id, patch_data);
  same([changed.source.brand, changed.source.last_four_digits, changed.email], ['master', '4444', made.email]);
  const named = await done('PATCH', '/customers/' + made.id, querystring.stringify({'metadata[note]': 'a=b & ü 日本'}));
  same([named.metadata, named.source], [{note: 'a=b & ü 日本'}, changed.source]);
  // A body that is an object says by itself what it is.
  const cleared = await done('PATCH', '/customers/' + made.id, '{"email": null, "metadata": {}}');
  same([cleared.email, cleared.metadata, cleared.source], [null, {}, changed.source]);

  same(await refused('POST', '/customers', 'email=test%40example.com'), [422, 'missing_parameter', 'payment_details']);
  same(await refused('POST', '/customers', '{"email": '), [400, 'bad_request', null]);
  const dollars = await token('4111111111111111', '1', '2031', {currency: 'USD'});
  const yen = querystring.stringify({payment_details: dollars, currency: 'JPY'});
  same(await refused('POST', '/customers', yen), [422, 'invalid_currency', 'currency']);
  same((await refused('GET', '/customers', undefined, 'Basic ' + Buffer.from('sk_1:').toString('base64'))).slice(0, 2),
    [401, 'unauthorized']);

  const once = {'X-KOMOJU-IDEMPOTENCY': 'till-7'};
  const kept = await done('POST', '/customers', querystring.stringify({payment_details: dollars}), auth, once);
  same(await done('POST', '/customers', querystring.stringify({payment_details: dollars}), auth, once), kept);
  const ids = [kept.id, made.id];
  for (let number = 3; number <= 25; number++) {
    ids.unshift((await done('POST', '/customers', querystring.stringify({
      'email': `guest${number}@example.com`,
      'payment_details': await token('4111111111111111', '1', '2031'),
    }))).id);
  }
  const seen = [];
  for (let page = 1, last = 1; page <= last; page++) {
    const list = await done('GET', `/customers?page=${page}&per_page=10`);
    same([list.resource, list.total, list.page, list.per_page], ['list', 25, page, 10]);
    seen.push(...list.data.map((customer) => customer.id));
    last = list.last_page;
  }
  same(seen, ids);
  same((await done('GET', '/customers?start_time=2027-03-01T09:00:01Z')).last_page, 0);

  const gone = await done('DELETE', '/customers/' + made.id);
  same(gone, {...cleared, source: null});
  same(await refused('GET', '/customers/' + made.id), [404, 'not_found', null]);
  same((await done('GET', '/customers')).total, 24);
}

story().then(() => process.exit(0), fail);
