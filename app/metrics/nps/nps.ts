import { z } from 'zod';
import { SEGMENTS, STAGES } from '../groups';
import { NO_SCORE, scoreSchema } from './score';

/**
 * What the survey's answers say as of D (metrics.md section 6): the `nps` part of a snapshot. An
 * answer is of the shop-local day on which it was first given, with the value that it has now. In
 * every group of customers' answers a customer counts once, with the latest answer in that group.
 */
const count = z.number().int().nonnegative();
const unknown = z.number().nullable();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Where an answer was given. */
export const SOURCES = ['thank_you', 'order_status', 'storefront', 'link'] as const;

/** Why detractors leave. */
export const REASONS = ['indifference', 'product', 'competitor', 'other'] as const;

/** 10 answers for 40 shown: views, dismissals and answers to what was shown before D. */
const responsesShape = {
  /** times the question was shown */
  views: count,
  /** of them: closed without an answer */
  dismissals: count,
  /** of them: answered */
  answers: count,
  /** answers / views; null where nothing was shown */
  rate: unknown,
};

const worth = z.object({
  /** mean revenue of promoters / of detractors; null when either are fewer than 2 or the latter is 0 */
  ratio: unknown,
  /** 95 % interval of the ratio; null where the ratio is, or is 0 */
  low: unknown,
  high: unknown,
  promoters: z.object({ n: count, mean: unknown }),
  detractors: z.object({ n: count, mean: unknown }),
});

export const npsSchema = z.object({
  /** customers' latest answers */
  headline: scoreSchema,
  /** customers' latest answers to a first order, and to later ones */
  firstOrder: scoreSchema,
  repeat: scoreSchema,
  /** answers to an order that no customer is known of: guests, and orders not read yet */
  guests: scoreSchema,
  /** answers of visitors of the storefront, of whom nothing is known */
  anonymous: scoreSchema,
  /** every answer: customers' earlier ones, guests' and anonymous ones too */
  allAnswers: count,
  /** customers by latest answer, 0 to 10 */
  distribution: z.array(count).length(11),
  /** the 30 days up to and with `day`; daily, or weekly where it is long; 24 months at most */
  trend: z.array(scoreSchema.extend({ day })),
  bySource: z.array(scoreSchema.extend({ key: z.enum(SOURCES) })),
  /** `none`: customers without a counted order */
  byStage: z.array(scoreSchema.extend({ key: z.enum([...STAGES, 'none']) })),
  bySegment: z.array(scoreSchema.extend({ key: z.enum([...SEGMENTS, 'none']) })),
  /** product ids of the order that was asked about, most answers first, 50 at most */
  byProduct: z.array(scoreSchema.extend({ key: z.string(), title: z.string().nullable() })),
  /** 2024-02, oldest first: the last 24 months, from the first of them that has an answer */
  byMonth: z.array(scoreSchema.extend({ key: z.string() })),
  responses: z.object({
    ...responsesShape,
    bySource: z.array(z.object({ key: z.enum(SOURCES), ...responsesShape })),
  }),
  promoterValue: z.object({
    /** revenue to date */
    toDate: worth,
    /** revenue of the 180 days after the answer, of customers observed that long */
    after180: worth,
  }),
  /** Spearman's rho of score and revenue to date; null where either is the same for everybody */
  spearman: unknown,
  /** customers whose latest answer is 9-10, towards 100 */
  tribe: count,
  /** detractors by reason, of their latest answers */
  reasons: z.object({
    indifference: count,
    product: count,
    competitor: count,
    other: count,
    /** who did not say */
    unsaid: count,
  }),
});

export type Nps = z.output<typeof npsSchema>;

const NOBODY = { n: 0, mean: null };
const NO_WORTH = { ratio: null, low: null, high: null, promoters: NOBODY, detractors: NOBODY };
const NO_RESPONSES = { views: 0, dismissals: 0, answers: 0, rate: null };
const nobodyIn = <K extends string>(keys: readonly K[]) =>
  keys.map((key) => ({ key, ...NO_SCORE }));

/** What a shop without answers has. */
export const NO_NPS: Nps = {
  headline: NO_SCORE,
  firstOrder: NO_SCORE,
  repeat: NO_SCORE,
  guests: NO_SCORE,
  anonymous: NO_SCORE,
  allAnswers: 0,
  distribution: Array.from({ length: 11 }, () => 0),
  trend: [],
  bySource: nobodyIn(SOURCES),
  byStage: nobodyIn(STAGES),
  bySegment: nobodyIn(SEGMENTS),
  byProduct: [],
  byMonth: [],
  responses: {
    ...NO_RESPONSES,
    bySource: SOURCES.map((key) => ({ key, ...NO_RESPONSES })),
  },
  promoterValue: { toDate: NO_WORTH, after180: NO_WORTH },
  spearman: null,
  tribe: 0,
  reasons: { indifference: 0, product: 0, competitor: 0, other: 0, unsaid: 0 },
};
