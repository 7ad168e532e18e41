import { describe, expect, it } from 'vitest';
import { HomePage } from '../../app/ui/home/home-page';
import { homeViewOf } from './home-view';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { rendered, words } from '../support/render';
import { statusOf } from './status';
import { cohorts, teaShop } from '../support/shops/tea-shop';
import { ltvViewOf } from './ltv-view';

describe('orders that are set apart', () => {
  const home = (language: 'ja' | 'en') =>
    words(
      rendered(
        <HomePage
          status={statusOf()}
          view={homeViewOf(teaShop, null)}
          setApart={{
            count: 7,
            named: [
              { name: '#1001', why: 'time' },
              { name: '#1002', why: 'pieces' },
            ],
          }}
        />,
        language,
      ),
    );

  it('are named on Home with their fault and its remedy', () => {
    expect(home('ja')).toContain('注文7件は、ありえない値を含むため、どの数字にも入れていません。');
    expect(home('ja')).toContain('#1001');
    expect(home('ja')).toContain('日付が1900年〜2199年の範囲外です');
    expect(home('ja')).toContain('ほか5件');
    expect(home('en')).toContain(
      '7 orders have impossible values and are excluded from every number.',
    );
    expect(home('en')).toContain('a line has more than 1,000,000 pieces');
    expect(home('en')).toContain('and 5 more');
  });
});

describe('a cohort of 1900', () => {
  const months = 1_518;
  const old = {
    ...teaShop,
    cohorts: {
      '1900-01': {
        customers: 1,
        active: Array.from({ length: months }, () => 1),
        revenue: Array.from({ length: months }, () => 100),
      },
      ...teaShop.cohorts,
    },
  };

  /** Columns of the widest table of a page. */
  const widest = (html: string) =>
    Math.max(
      ...[...html.matchAll(/<thead>.*?<\/thead>/gs)].map(
        ([head]) => [...head.matchAll(/<th[\s>]/g)].length,
      ),
    );

  it('is not among the cohorts on screen, which begin with the oldest of the latest 60 months', () => {
    const pages = [
      rendered(<LtvPage status={statusOf()} view={ltvViewOf(old)} />, 'en'),
      rendered(<RepeatPage status={statusOf()} view={repeatViewOf(old, 'with')} />, 'en'),
    ];
    for (const html of pages) {
      // 31 months, the cohort and its customers; buyers of the first month are all
      expect([32, 33]).toContain(widest(html));
      expect(words(html)).not.toContain('1900');
    }
    const [ltv = ''] = [
      rendered(
        <LtvPage status={statusOf()} view={ltvViewOf({ ...old, cohorts: cohorts(70, 0.1) })} />,
        'en',
      ),
    ];
    expect(widest(ltv)).toBe(62);
    expect(words(ltv)).toContain('Shown: customers who first bought in the latest 60 months.');
  });
});
