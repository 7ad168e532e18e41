import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { PrivacyPage } from '../../app/ui/privacy/privacy-page';
import type { PrivacyView, ShownRequest } from '../../app/ui/privacy/view';
import { rendered, words } from '../support/render';

const request = (change: Partial<ShownRequest>): ShownRequest => ({
  id: 1,
  kind: 'dataRequest',
  state: 'waiting',
  customer: '7200000000001',
  receivedAt: '2026-11-01T00:00:00.000Z',
  dueAt: '2026-12-01T00:00:00.000Z',
  finishedAt: null,
  fileExpiresAt: null,
  ...change,
});
const finishedAt = '2026-11-01T00:01:00.000Z';
const fileExpiresAt = '2026-12-01T00:01:00.000Z';
const view: PrivacyView = {
  requests: [
    request({ id: 1 }),
    request({ id: 2, receivedAt: '2026-10-01T00:00:00.000Z', dueAt: '2026-10-31T00:00:00.000Z' }),
    request({ id: 3, kind: 'customerRedact', customer: null }),
    request({ id: 4, state: 'done', finishedAt, fileExpiresAt }),
    request({ id: 5, state: 'done', kind: 'customerRedact', customer: null, finishedAt }),
    request({ id: 6, state: 'expired', customer: null, finishedAt }),
    request({ id: 7, state: 'erased', customer: null, finishedAt }),
  ],
  commentDays: 90,
  anonymousDays: 400,
  version: 4,
  now: '2026-11-22T00:00:00.000Z',
  currency: 'JPY',
  timezone: 'Asia/Tokyo',
};
const page = (language: Language, of = view) => rendered(<PrivacyPage view={of} />, language);

describe('the privacy page', () => {
  it.each(LANGUAGES)('has all its texts in %s, and no broken one', (language) => {
    for (const of of [view, { ...view, requests: [], commentDays: null }]) {
      const text = words(page(language, of));
      expect(text).not.toMatch(/NaN|undefined|null|\{\{|\[object|Invalid/);
      expect(text.length).toBeGreaterThan(300);
    }
  });

  it('is Japanese for a Japanese merchant, except for names', () => {
    const latin = words(page('ja')).match(/[A-Za-z][A-Za-z]+/g) ?? [];
    expect(latin.filter((word) => !['Shopify', 'SMS', 'OK'].includes(word))).toEqual([]);
  });

  it('shows the deadline of a waiting request, and a missed one', () => {
    const text = words(page('en'));
    expect(text).toContain('Due Dec 1, 2026, 9:00 AM');
    expect(text).toContain('Was due Oct 31, 2026, 9:00 AM');
    expect(text.match(/In progress/g)).toHaveLength(3);
  });

  it('has a button for an existing file, and none for an expired one', () => {
    const html = page('en');
    expect(html.match(/Download the file of the request received/g)).toHaveLength(1);
    expect(words(html)).toContain('The file is ready until Dec 1, 2026');
    expect(words(html)).toContain('The file has expired and was deleted.');
    expect(words(html)).toContain('This customer’s data is no longer stored');
  });

  it('links to Shopify’s page of a customer', () => {
    expect(page('ja')).toContain('href="shopify://admin/customers/7200000000001"');
  });

  it('says which data the app keeps and why, and which remain after an erasure', () => {
    const text = words(page('en'));
    for (const said of ['are never stored', 'without what was deleted', 'sells no data'])
      expect(text).toContain(said);
  });

  it('shows the settings, and an error beside its field', () => {
    expect(page('en')).toMatch(/name="commentDays"[^>]*value="90"/);
    expect(page('en')).toMatch(/name="anonymousDays"[^>]*value="400"/);
    for (const [field, range] of [
      ['commentDays', '1 to 3,650'],
      ['anonymousDays', '30 to 3,650'],
    ] as const) {
      const wrong = rendered(<PrivacyPage view={view} answer={{ wrong: field }} />, 'en');
      expect(words(wrong)).toContain(`Enter a whole number of days from ${range}`);
      expect(wrong).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`));
    }
  });

  it('tells the second of two people, and lets them overwrite', () => {
    expect(page('en')).toMatch(/name="version"[^>]*value="4"/);
    const told = rendered(<PrivacyPage view={view} answer={{ changedMeanwhile: 9 }} />, 'en');
    expect(told).toMatch(/name="version"[^>]*value="9"/);
    expect(words(told)).toContain('Not saved: someone else has changed settings of this page');
  });
});
