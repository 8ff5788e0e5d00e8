import { expect, it } from 'vitest';
import { ticketNumberIn } from './ticket-number.ts';

it.each([
  ['4711', 4711],
  [' # 4711 ', 4711],
  ['https://acme.halopsa.com/tickets?id=4711&mainview=team', 4711],
  ['https://acme.halopsa.com/ticket?area=1&id=99', 99],
  ['Contoso 4711', null],
  ['0', null],
  ['12345678901', null],
  ['', null],
])('reads %j as ticket %j', (text, number) => {
  expect(ticketNumberIn(text)).toBe(number);
});
