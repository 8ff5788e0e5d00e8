import { beforeEach, expect, test } from 'vitest';
import { ProxySignIn } from './proxy-sign-in.ts';

const proxy = { isProxy: true, scheme: 'basic', host: 'proxy.example', port: 3128, realm: 'Office' };
const ada = { username: 'ada', password: 'lovelace' };
const grace = { username: 'grace', password: 'hopper' };

let now: number;
let questions: (number | null)[];
let signIn: ProxySignIn;
beforeEach(() => {
  now = 0;
  questions = [];
  signIn = new ProxySignIn(
    () => now,
    (question) => questions.push(question?.id ?? null),
  );
});

test('a person is asked once, however many calls wait for the answer', async () => {
  const calls = [signIn.signIn(proxy, null), signIn.signIn(proxy, null), signIn.signIn(proxy, null)];
  expect(signIn.question()).toEqual({ id: 1, host: 'proxy.example:3128', realm: 'Office' });
  expect(signIn.answer(1, ada)).toBe(true);
  expect(await Promise.all(calls)).toEqual([ada, ada, ada]);
  expect(questions).toEqual([1, null]);
});

test('another session of the browser that asks a moment later gets the same answer, without a question', async () => {
  const first = signIn.signIn(proxy, null);
  signIn.answer(1, ada);
  await first;
  now += 1_000;
  expect(await signIn.signIn(proxy, null)).toEqual(ada);
  expect(signIn.question()).toBeNull();
});

test('a call whose answer the proxy did not take asks the person again; others get the new answer', async () => {
  const first = signIn.signIn(proxy, null);
  signIn.answer(1, ada);
  const tried = await first;
  const again = signIn.signIn(proxy, tried);
  expect(signIn.question()?.id).toBe(2);
  signIn.answer(2, grace);
  expect(await again).toEqual(grace);
  // One that was slower to be refused with the old answer.
  expect(await signIn.signIn(proxy, tried)).toEqual(grace);
  expect(questions).toEqual([1, null, 2, null]);
});

test('a person who would rather not is left alone for a quarter of an hour', async () => {
  const first = signIn.signIn(proxy, null);
  signIn.answer(1, null);
  expect(await first).toBeNull();
  now += 14 * 60_000;
  expect(await signIn.signIn(proxy, null)).toBeNull();
  expect(signIn.question()).toBeNull();
  now += 60_000;
  void signIn.signIn(proxy, null);
  expect(signIn.question()?.id).toBe(2);
});

test('two proxies are two questions, one after the other', async () => {
  const first = signIn.signIn(proxy, null);
  const second = signIn.signIn({ ...proxy, host: 'other.example' }, null);
  expect(signIn.question()?.host).toBe('proxy.example:3128');
  signIn.answer(1, ada);
  await first;
  expect(signIn.question()?.host).toBe('other.example:3128');
  signIn.answer(2, null);
  expect(await second).toBeNull();
});

test('an answer to a question that is over is told so', () => {
  expect(signIn.answer(7, ada)).toBe(false);
});

test('a web server that asks is none of its business', async () => {
  expect(await signIn.signIn({ ...proxy, isProxy: false }, null)).toBeNull();
});
