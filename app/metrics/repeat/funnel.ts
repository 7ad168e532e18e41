import { z } from 'zod';
import { kinds } from '../kinds';
import { ratio } from '../number';

const hardStep = z
  .object({ step: kinds.count, lost: kinds.customers, rate: kinds.rate })
  .nullable();

/** Customers by number of purchases, and where they leave (README.md section 3). */
export const funnelNumbers = {
  /** customers with n >= 1 ... 10 */
  funnel: z.array(kinds.customers).length(10),
  steps: z.array(
    z.object({ step: kinds.count, conversion: kinds.rate.nullable(), lost: kinds.customers }),
  ),
  /** step (1 = F1 to F2) that loses the most customers, and the one with the worst rate */
  leaveMost: hardStep,
  worstRate: hardStep,
};

/** @param atLeast newcomers with this many purchases or more */
export function funnelOf(atLeast: (purchases: number) => number) {
  const funnel = Array.from({ length: 10 }, (_, at) => atLeast(at + 1));
  return { funnel, ...stepsOf(funnel) };
}

/** The funnel's steps, the one that loses the most customers, and the one with the worst rate. */
function stepsOf(funnel: readonly number[]) {
  const steps = funnel.slice(1).map((reached, at) => {
    const before = funnel[at] ?? 0;
    return { step: at + 1, conversion: ratio(reached, before), lost: before - reached };
  });
  const losing = steps.flatMap(({ step, conversion, lost }) =>
    lost > 0 && conversion !== null ? [{ step, lost, rate: conversion }] : [],
  );
  const [first] = losing;
  if (first === undefined) return { steps, leaveMost: null, worstRate: null };
  return {
    steps,
    leaveMost: losing.reduce((worst, one) => (one.lost > worst.lost ? one : worst), first),
    worstRate: losing.reduce((worst, one) => (one.rate < worst.rate ? one : worst), first),
  };
}
