import type { TFunction } from 'i18next';
import type { Suggestion } from '../../../metrics/roles/suggest';
import type { PageFormat } from '../../numbers/use-format';

/** Why a role is suggested, in words. @param t of the late texts `roles` */
export function reasonWords(t: TFunction<'roles'>, format: PageFormat, { reason }: Suggestion) {
  switch (reason.why) {
    case 'title':
      return t('roles:reason.title', { word: reason.word });
    case 'cheapFirst':
      return t('roles:reason.cheapFirst', {
        price: format.percent(reason.priceShare, 0),
        share: format.percent(reason.firstShare, 0),
      });
    case 'plan':
      return t('roles:reason.plan');
    case 'afterTrial':
      return t('roles:reason.afterTrial', { n: format.people(reason.customers) });
    case 'later':
      return t('roles:reason.later', { share: format.percent(reason.laterShare, 0) });
  }
}
