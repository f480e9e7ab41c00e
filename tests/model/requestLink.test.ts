import { expect, test } from 'vitest';
import { parseRequestLink, requestAddress } from '../../src/model/requestLink.ts';

// Guards: a link leads to the request in the system that the operator named, and nowhere else, whatever its reference says.
test('a reference is one part of the address, whatever is in it', () => {
  const link = parseRequestLink('https://crm.example/case/{reference}?tab=history&ref={reference}');
  expect(requestAddress(link, 'SR-2026-0465684')).toBe(
    'https://crm.example/case/SR-2026-0465684?tab=history&ref=SR-2026-0465684',
  );
  expect(requestAddress(link, 'ش/12?x=1#$&')).toBe(
    'https://crm.example/case/%D8%B4%2F12%3Fx%3D1%23%24%26?tab=history&ref=%D8%B4%2F12%3Fx%3D1%23%24%26',
  );
});

test.each(['', '#1234', '.', '..', '\uD800'])('a reference such as "%s" has no link', (reference) => {
  expect(requestAddress('https://crm.example/case/{reference}/view', reference)).toBeNull();
});

test.each([
  ['https://crm.example/case/', /without \{reference\}/],
  ['crm.example/case/{reference}', /is no address/],
  ['javascript:open("{reference}")', /expected http: or https:/],
  ['https://{reference}.example/case', /in its host/],
  ['https://crm.example:{reference}/case', /is no address/],
  ['https://name:word@crm.example/{reference}', /name or password/],
])('%s is refused in words', (template, message) => {
  expect(() => parseRequestLink(template)).toThrow(message);
});
