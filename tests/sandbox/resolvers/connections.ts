import { cursorOf, type Item, type Page } from '../store/store-pages';
import { fields } from './define';

const connection = fields<Page<unknown>>({
  edges: (page) => page.items,
  nodes: (page) => page.items.map((item) => item.node),
  pageInfo: (page) => page,
});

const edge = fields<Item<unknown>>({
  cursor: (item) => cursorOf(item),
  node: (item) => item.node,
});

const names = [
  'Order',
  'LineItem',
  'Customer',
  'Product',
  'ProductVariant',
  'BulkOperation',
  'String',
];

/** Resolvers of connections and edges, the same for every type. */
export const connectionResolvers = {
  ...Object.fromEntries(names.map((name) => [`${name}Connection`, connection])),
  ...Object.fromEntries(names.map((name) => [`${name}Edge`, edge])),
  PageInfo: fields<Page<unknown>>({
    hasNextPage: (page) => page.hasNextPage,
    hasPreviousPage: (page) => page.hasPreviousPage,
    startCursor: (page) => (page.items[0] ? cursorOf(page.items[0]) : null),
    endCursor: (page) => {
      const last = page.items.at(-1);
      return last ? cursorOf(last) : null;
    },
  }),
};
