import { beforeEach, expect, test } from 'vitest';
import { ProxySignIn } from './proxy-sign-in.ts';

const proxy = { isProxy: true, scheme: 'basic', host: 'proxy.example', port: 3128, realm: 'Office' };
const ada = { username: 'ada', password: 'lovelace' };

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
  const calls = [signIn.signIn(proxy), signIn.signIn(proxy), signIn.signIn(proxy)];
  expect(signIn.question()).toEqual({ id: 1, host: 'proxy.example:3128', realm: 'Office' });
  expect(signIn.answer(1, ada)).toBe(true);
  expect(await Promise.all(calls)).toEqual([ada, ada, ada]);
  expect(questions).toEqual([1, null]);
});

test('the answer is used again later, without a question', async () => {
  const first = signIn.signIn(proxy);
  signIn.answer(1, ada);
  await first;
  now += 3_600_000;
  expect(await signIn.signIn(proxy)).toEqual(ada);
  expect(signIn.question()).toBeNull();
});

test('a proxy that asks again at once did not take the answer, so the person is asked again', async () => {
  const first = signIn.signIn(proxy);
  signIn.answer(1, ada);
  await first;
  now += 1_000;
  const second = signIn.signIn(proxy);
  expect(signIn.question()?.id).toBe(2);
  signIn.answer(2, null);
  expect(await second).toBeNull();
});

test('two proxies are two questions, one after the other', async () => {
  const first = signIn.signIn(proxy);
  const second = signIn.signIn({ ...proxy, host: 'other.example' });
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
  expect(await signIn.signIn({ ...proxy, isProxy: false })).toBeNull();
});
