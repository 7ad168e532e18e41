import type { Money } from '../store/records';
import { fields } from './define';
import { decimal } from './scalars';

/** An amount in the shop's currency, as in the records. */
export interface Amount {
  amount: Money;
  currencyCode: string;
}

export const moneyResolvers = {
  MoneyBag: fields<Amount>({
    // The records lack presentment money, so `presentmentMoney` is refused.
    shopMoney: (source) => source,
  }),
  MoneyV2: fields<Amount>({
    amount: (source) => decimal(source.amount),
    currencyCode: (source) => source.currencyCode,
  }),
};
