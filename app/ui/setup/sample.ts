/** The numbers of a made-up tea shop in yen, in balance with each other. No shop's numbers are in them. */
export const SAMPLE = {
  ltv: {
    averageOrderValue: 4_200,
    grossMargin: 0.6,
    ordersPerYear: 2.5,
    /** 4,200 × 0.6 × 2.5 × 1 year */
    gross: 6_300,
    acquisitionCost: 2_400,
    retentionCost: 960,
    /** 6,300 − 2,400 − 960 */
    net: 2_940,
  },
  f2: 0.34,
  goal: 0.4,
  /** 100 × (72 − 30) ÷ 150 = 28 */
  nps: { answers: 150, promoters: 72, detractors: 30, score: 28 },
  /** of 3,000 customers */
  stages: {
    ...{ purchaser: 1_740, customer: 540, loyal: 330 },
    ...{ follower: 210, fan: 108, fanClub: 66, evangelist: 6 },
  },
} as const;
