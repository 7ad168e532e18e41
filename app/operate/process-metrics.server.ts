import { Counter, Gauge, Histogram, register } from 'prom-client';

/**
 * Prometheus metrics of a process, in the package's one registry. The web process has two bundles, its own
 * and Remix's, which define the same metrics: the second gets the first one's.
 */
interface MetricOptions {
  /** `omega_…`, with its unit: `_total`, `_seconds` */
  name: string;
  help: string;
  /** few values each: a job's name, never a shop's */
  labelNames?: string[];
}

export function counter(of: MetricOptions): Counter {
  const known = register.getSingleMetric(of.name);
  return known instanceof Counter ? known : new Counter(of);
}

export function histogram(of: MetricOptions & { buckets: number[] }): Histogram {
  const known = register.getSingleMetric(of.name);
  return known instanceof Histogram ? known : new Histogram(of);
}

/**
 * @param collect sets the values, at every scrape. Where it throws, the gauge has no value: none is better
 *   than a stale one, and the other metrics are served all the same
 */
export function gauge(of: MetricOptions, collect: (gauge: Gauge) => Promise<void> | void): Gauge {
  const known = register.getSingleMetric(of.name);
  if (known instanceof Gauge) return known;
  return new Gauge({
    ...of,
    async collect() {
      this.reset();
      try {
        await collect(this);
      } catch {
        this.reset();
        // without labels a reset sets 0
        if (of.labelNames === undefined) this.remove();
      }
    },
  });
}

/** Rows of orders, lines, customers and costs that imports have read. */
export const importRows = counter({
  name: 'omega_import_rows_total',
  help: 'Rows of bulk results that imports have read, by part.',
  labelNames: ['part'],
});

/** Calls to Shopify's Admin API; each retry counts by itself. */
export const shopifyCalls = histogram({
  name: 'omega_shopify_call_seconds',
  help: 'Duration of calls to the Admin API, by outcome.',
  labelNames: ['outcome'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});

export const shopifyCost = counter({
  name: 'omega_shopify_cost_points_total',
  help: 'Points of query cost that Shopify has charged.',
});

export const tokenOutages = counter({
  name: 'omega_token_outages_total',
  help: 'Times an access token could not be had for a reason that is not the shop’s, by reason.',
  labelNames: ['reason'],
});

export const tokenRefusals = counter({
  name: 'omega_token_refusals_total',
  help: 'Times Shopify refused the token of one shop, by its own code.',
  labelNames: ['why'],
});
