import type { Profile } from '../../metrics/profile/read-profile.server';
import type { PersonName } from '../nps/answer-view';
import { nextAction, type NextAction, type SecondWindow } from '../people/next-action';
import { daysBetween } from '../numbers/days-between';

/** Times are ISO 8601. */
type Answer = Omit<Profile['answers'][number], 'answeredAt'> & { answeredAt: string };
type Contact = Omit<Profile['contact'], 'emailAt' | 'smsAt' | 'shownAt' | 'refused'> & {
  emailAt: string | null;
  smsAt: string | null;
  shownAt: string | null;
  refused: { why: Profile['contact']['refused'][number]['why']; at: string }[];
};

/** What the page of one customer shows. */
export interface ProfileView extends Omit<Profile, 'answers' | 'contact'> {
  /** the shop's name, for the text to send */
  shop: string;
  /** read from Shopify for this page; null where not allowed or missing */
  name: PersonName | null;
  /** Shopify did not respond, so a name that may be shown is missing */
  nameMissing: boolean;
  answers: Answer[];
  contact: Contact;
  /** null without a counted order */
  action: NextAction | null;
}

interface Beside {
  shop: string;
  name: PersonName | null;
  nameMissing: boolean;
  /** the days in which first-time buyers usually come back */
  window: SecondWindow;
}

export function profileView(
  profile: Profile,
  { window, ...beside }: Beside,
): ProfileView & { customers: number } {
  const { contact } = profile;
  const iso = (time: Date | null) => time?.toISOString() ?? null;
  return {
    ...profile,
    ...beside,
    customers: 1,
    answers: profile.answers.map((answer) => ({
      ...answer,
      answeredAt: answer.answeredAt.toISOString(),
    })),
    contact: {
      ...contact,
      emailAt: iso(contact.emailAt),
      smsAt: iso(contact.smsAt),
      shownAt: iso(contact.shownAt),
      refused: contact.refused.map(({ why, at }) => ({ why, at: at.toISOString() })),
    },
    action: actionOf(profile, window),
  };
}

function actionOf(
  { standing, stage, state, expected, answers, asOf }: Profile,
  window: SecondWindow,
): NextAction | null {
  if (standing === null || stage === null || state === null) return null;
  const [latest] = answers;
  return nextAction(
    {
      ...{ stage: stage.stage, segment: standing.segment, state: state.state },
      n: standing.values.purchases,
      sinceFirst: daysBetween(standing.firstDay, asOf),
      score: latest?.score ?? null,
      answered: latest?.day ?? null,
      isOpen: latest?.handled === 'open',
      expected: expected?.day ?? null,
    },
    window,
    asOf,
  );
}
