import { expect, it } from 'vitest';
import { changedSettings } from './changed';

/** A form with the texts that its fields were opened with. */
const opened = (texts: Record<string, string>) => {
  const form = new FormData();
  for (const [field, text] of Object.entries(texts)) form.set(`was.${field}`, text);
  return form;
};
const settings = { margin: 0.6, order: { amount: 5, share: 0 }, tags: ['a', 'b'] };
const fieldsOf = { order: ['amount', 'share'] };
const texts = { margin: '60', amount: '5', share: '', tags: 'a\r\nb' };

it('leaves what was not changed on the page to who changed it elsewhere', () => {
  const form = opened({ margin: '50', amount: '5', share: '', tags: 'a\nb' });
  expect(changedSettings(form, texts, settings, fieldsOf)).toEqual({ margin: 0.6 });
});

it('takes a setting of several fields whole once one of them was changed', () => {
  const form = opened({ margin: '60', amount: '5', share: '3', tags: 'a\nb' });
  expect(changedSettings(form, texts, settings, fieldsOf)).toEqual({ order: settings.order });
});

it('takes everything of a page that does not say what it was opened with', () => {
  expect(changedSettings(new FormData(), texts, settings, fieldsOf)).toEqual(settings);
});
