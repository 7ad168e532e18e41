import { Link, Text } from '@shopify/polaris';
import { unitCosts } from '../../../i18n/late/unit-costs';
import { useLateTexts } from '../../frame/use-late-texts';
import { CostFields, type FieldsOf } from './cost-fields';
import { sayAmount } from '../say-amount';
import type { CostRow, ProductRow } from './view';
import './unit-costs.css';

interface GoodsRowProps {
  row: ProductRow;
  /** it is the one product of the page */
  isAlone: boolean;
  fields: FieldsOf;
}

/** A product with the field of its cost, and its variants inside. */
export function GoodsRow({ row, isAlone, fields }: GoodsRowProps) {
  const { t } = useLateTexts(unitCosts);
  const { variants, more } = row;
  const name = row.title ?? t('deleted', { id: row.id });
  const isOpen =
    isAlone ||
    variants.some(
      ({ entries, goods }) =>
        entries.length > 0 ||
        Object.keys(fields.faults).some(
          (field) => field.split('.').slice(1, 3).join('.') === goods,
        ),
    );
  return (
    <div className="om-goods">
      <div>
        <Text as="h3" fontWeight="semibold">
          {name}
        </Text>
        <Facts {...{ row, fields }} />
      </div>
      <CostFields {...{ row, name, fields }} />
      {variants.length > 0 && (
        <details className="om-goods-variants" open={isOpen}>
          <summary>{t('variants', { count: variants.length + more })}</summary>
          <p className="om-range">{t('variantsFirst')}</p>
          <ul className="om-requests">
            {variants.map((variant) => {
              const own = variant.title ?? t('deletedVariant', { id: variant.id });
              return (
                <li key={variant.id} className="om-goods">
                  <div>
                    <Text as="p">{own}</Text>
                    <Facts {...{ row: variant, fields }} />
                  </div>
                  <CostFields
                    {...{ row: variant, fields }}
                    name={t('variantOf', { product: name, variant: own })}
                  />
                </li>
              );
            })}
          </ul>
          {more > 0 &&
            (isAlone ? (
              <p className="om-range">{t('moreVariants', { count: more })}</p>
            ) : (
              <Link url={`/app/settings/unit-costs?variantsOf=${row.id}`}>
                {t('seeVariants', { count: more })}
              </Link>
            ))}
        </details>
      )}
    </div>
  );
}

/** What was sold of it, how much of that has no known cost, and Shopify's cost. */
function Facts({ row, fields: { format } }: { row: CostRow; fields: FieldsOf }) {
  const { t } = useLateTexts(unitCosts);
  const { sold, shopifyCost, sku } = row;
  const uncosted = sold.worth - sold.costed;
  const [least, most] = shopifyCost ?? [null, null];
  const facts = [
    sold.quantity === 0 ? t('facts.unsold') : t('facts.sold', { amount: format.money(sold.worth) }),
    ...(uncosted > 0 ? [t('facts.uncosted', { amount: format.money(uncosted) })] : []),
    ...(sold.quantity > 0
      ? [t('facts.price', { price: format.money(sold.worth / sold.quantity) })]
      : []),
    least === null || most === null
      ? t('facts.noCost')
      : least === most
        ? t('facts.cost', { cost: sayAmount(format, least) })
        : t('facts.costs', { least: sayAmount(format, least), most: sayAmount(format, most) }),
  ];
  return (
    <Text as="p" tone="subdued">
      {sku !== null && sku !== '' && (
        <>
          {/* the name before it is a word of its own, also where both are read as one text */}{' '}
          {t('facts.sku')}
          <span translate="no">{sku}</span>
          {t('facts.and')}
        </>
      )}
      {facts.join(t('facts.and'))}
    </Text>
  );
}
