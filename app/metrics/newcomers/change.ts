import { z } from 'zod';
import { SIGNIFICANT } from '../../terms/significance';
import { quarterName } from '../calendar';
import { kinds } from '../kinds';
import { variances } from '../ltv/variance.sql';
import { slice } from '../step';
import { comparedGroups, QUARTERS_BEFORE } from './compared';
import { GROUP_DAYS, type Group } from './group';

/**
 * R(90) of the latest known quarter against the four before it together, and against the same quarter a year
 * before. It is a change only where both differ with the same sign: otherwise every Christmas is one
 * (README.md section 2).
 */
export const newcomersChange = slice({
  name: 'newcomersChange',
  on: 'none',
  needs: { comparedGroups, variances },
  numbers: {
    newcomersChange: z
      .object({
        quarter: z.string(),
        revenue: kinds.money,
        /** of the four quarters before */
        before: kinds.money,
        z: z.number().nullable(),
        /** against the same quarter a year before */
        zYear: z.number().nullable(),
        /** both differ, with the same sign */
        changed: z.boolean(),
      })
      .nullable(),
  },
  run: (_, { comparedGroups: { each, latest, before }, variances: { groups } }) => {
    const [own, others] = [revenueOf(latest), revenueOf(before)];
    if (latest === null || before === null || own === null || others === null)
      return { newcomersChange: null };
    const zAgainst = (other: Group | undefined) => {
      const theirs = revenueOf(other);
      if (other === undefined || theirs === null) return null;
      const spread = Math.sqrt((groups.get(latest) ?? 0) + (groups.get(other) ?? 0));
      return spread === 0 ? null : (own - theirs) / spread;
    };
    const zBefore = zAgainst(before);
    const zYear = zAgainst(each.find(({ from }) => from === latest.from - QUARTERS_BEFORE));
    const both = zBefore !== null && zYear !== null && Math.sign(zBefore) === Math.sign(zYear);
    return {
      newcomersChange: {
        quarter: quarterName(latest.from),
        revenue: own,
        before: others,
        z: zBefore,
        zYear,
        changed: both && Math.abs(zBefore) > SIGNIFICANT && Math.abs(zYear) > SIGNIFICANT,
      },
    };
  },
});

function revenueOf(group: Group | null | undefined): number | null {
  return group?.cumulative.within(GROUP_DAYS)?.revenue ?? null;
}
