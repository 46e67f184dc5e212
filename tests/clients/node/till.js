'use strict';
// What every story is told, and what the stories share: plain requests and a way to insist.

const assert = require('assert');
const http = require('http');

const url = new URL(process.env.TILLBOOK_URL);
const secret = process.env.TILLBOOK_SECRET_KEY;
const open = process.env.TILLBOOK_PUBLIC_KEY;

// A story that waits for an answer that never comes would end early and look well; only its last line says that it is.
process.exitCode = 1;
// Whatever a client waits for, a story ends before its time is up (`LIMIT` in main.rs), and says so itself.
setTimeout(() => fail(new Error('the story takes too long')), 270000).unref();

function basic(key) {
  return 'Basic ' + Buffer.from(key + ':').toString('base64');
}

// A plain request, for what a client cannot do: the status and the JSON of the answer.
function ask(method, path, body, authorization) {
  return new Promise((resolve, reject) => {
    const headers = {'Authorization': authorization, 'Content-Type': 'application/json'};
    const request = http.request({hostname: url.hostname, port: url.port, method, path, headers}, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => text += chunk);
      answer.on('end', () => resolve([answer.statusCode, text ? JSON.parse(text) : null]));
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function setClock(now, simulate = true) {
  same(await ask('POST', '/_tillbook/clock', {now, simulate}, basic(secret)), [200, {now}]);
}

function same(got, wanted) {
  assert.deepStrictEqual(got, wanted);
}

function fail(error) {
  console.error(error);
  process.exit(1);
}

module.exports = {url, secret, open, basic, ask, setClock, same, fail};
