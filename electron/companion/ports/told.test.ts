import { expect, test } from 'vitest';
import { errorText } from './told.ts';

const explained = {
  meaning: 'The disk is full.',
  byItself: 'Tries again every half minute.',
  toDo: 'Make room on the disk.',
};
const full = errorText('test.full', {
  text: (disk: string, megabytes: number) => `${disk} has ${megabytes} MB left.`,
  examples: [
    ['C:', 1],
    ['D:', 2],
  ],
  ...explained,
});

test('a text of a table is made of its values, and says where the runbook explains it', () => {
  expect(full('E:', 3)).toMatchObject({ code: 'test.full', text: 'E: has 3 MB left.' });
});

test('the runbook has each of its examples as a person would read it, and what to know about it', () => {
  expect(full.runbook).toEqual({
    code: 'test.full',
    texts: ['C: has 1 MB left.', 'D: has 2 MB left.'],
    ...explained,
  });
});

test('a text in other letters is still the same one to the runbook', () => {
  expect(full('E:', 3).map((text) => text.replace('E:', '***'))).toMatchObject({
    code: 'test.full',
    text: '*** has 3 MB left.',
  });
});
