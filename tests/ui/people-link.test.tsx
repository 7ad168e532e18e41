import { expect, it } from 'vitest';
import type { Who } from '../../app/terms/people';
import { PeopleLink } from '../../app/ui/people/people-link';
import { rendered, words } from '../support/render';

it('a number leads to its customers, with the day and the filter of its page', () => {
  const who: Who = [[{ field: 'stage', is: ['loyal'] }]];
  const link = rendered(<PeopleLink who={who}>1,234</PeopleLink>, 'en', '/app?discount=no');
  expect(link).toContain('href="/app/customers?who=v1+stage.loyal+filterDiscount.no"');
  expect(link).toMatch(/title="See these customers"[^>]*>1,234<\/a>/);
  expect(words(link).trim()).toBe('1,234');
});
