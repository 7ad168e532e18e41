import { Form, Link, useLocation } from '@remix-run/react';
import { Button } from '@shopify/polaris';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { PartsContext } from '../navigation';
import type { FilteredStatus } from '../page-status';
import { useFormat, type ShopWords } from '../../numbers/use-format';
import { useView, viewLink, viewParameters, type ViewFilter } from '../view-address';
import { filterConditions, productName, sourceName } from './filter-words';
import { StripPart } from './strip-part';
import '../forms.css';
import './strip.css';

interface FilterPartProps {
  filtered: FilteredStatus;
  words: ShopWords;
}

/** Whose numbers a page shows, by the customers' first orders: lists in a form that is sent by GET. */
export function FilterPart({ filtered, words }: FilterPartProps) {
  const { t } = useTranslation('frame');
  const { pathname, search } = useLocation();
  const view = useView();
  const { filter } = view;
  const conditions = filterConditions(t, filtered.choices, filter);
  // a malformed condition is none of the view's: without this the strip would say that there is no filter
  const impossible = filtered.state === 'impossible';
  const set = impossible || conditions.length > 0;
  const whole = viewLink(`${pathname}${search}`, { ...view, filter: {} });
  const kept = [...new URL(whole, 'http://app.invalid').searchParams];
  return (
    <StripPart
      label={
        impossible
          ? t('strip.filter.impossible')
          : set
            ? t('files.filter', { conditions: conditions.join(t('files.comma')) })
            : t('strip.filter.none')
      }
      set={set}
    >
      <p>{t('strip.filter.meaning')}</p>
      <Form method="get" action={pathname} className="om-strip-form">
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Choices choices={filtered.choices} filter={filter} words={words} />
        <Button submit>{t('strip.show')}</Button>
      </Form>
      {set && <Link to={whole}>{t('strip.filter.all')}</Link>}
    </StripPart>
  );
}

interface ChoicesProps {
  choices: FilteredStatus['choices'];
  filter: ViewFilter;
  words: ShopWords;
}

function Choices({ choices, filter, words }: ChoicesProps) {
  const { t } = useTranslation('frame');
  const format = useFormat(words);
  const { subscriptions } = useContext(PartsContext);
  const chosen = new Map(viewParameters({ asOf: null, compare: 'month', filter }));
  const yesNo = (name: 'discount' | 'plan'): Option[] =>
    (['yes', 'no'] as const).map((key) => [key, t(`strip.filter.${name}.${key}`)]);
  // a condition of the address that no first order has any more stays visible
  const lists: Record<keyof ViewFilter, Option[]> = {
    product: choices.products.map(({ id, title, customers }) => [
      id,
      `${productName(t, title)} (${format.heads(customers)})`,
    ]),
    source: choices.sources.map(({ key, customers }) => [
      key,
      `${sourceName(t, key)} (${format.heads(customers)})`,
    ]),
    discount: choices.discount || chosen.has('discount') ? yesNo('discount') : [],
    plan: (choices.plan && subscriptions) || chosen.has('plan') ? yesNo('plan') : [],
  };
  return (['product', 'source', 'discount', 'plan'] as const)
    .filter((name) => lists[name].length > 0 || chosen.has(name))
    .map((name) => {
      const value = chosen.get(name) ?? '';
      const known = lists[name].some(([key]) => key === value);
      return (
        <label key={name} className="om-choice">
          <span>{t(`strip.filter.${name}.label`)}</span>
          <select name={name} className="om-select om-strip-list" defaultValue={value}>
            <option value="">{t(`strip.filter.${name}.all`)}</option>
            {lists[name].map(([key, text]) => (
              <option key={key} value={key}>
                {text}
              </option>
            ))}
            {value !== '' && !known && <option value={value}>{value}</option>}
          </select>
        </label>
      );
    });
}

type Option = [key: string, text: string];
