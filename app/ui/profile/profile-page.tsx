import { BlockStack, Link, Text } from '@shopify/polaris';
import { profile } from '../../i18n/late/profile';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { personName } from '../nps/person-name';
import type { PageFormat } from '../numbers/use-format';
import { Action } from './action';
import { OwnAnswers } from './answers';
import { OwnOrders } from './orders';
import { Path } from './path';
import { Known } from './known';
import { Standing } from './standing';
import type { ProfileView } from './view';
import { Worth } from './worth';
import './profile.css';

interface ProfilePageProps extends NumbersPageProps<ProfileView & { customers: number }> {
  /** Shopify's numeric id */
  id: string;
}

export interface PartProps {
  view: ProfileView;
  format: PageFormat;
}

/** One customer: where they stand and why, what to do next, how they came here. */
export function ProfilePage({ id, ...props }: ProfilePageProps) {
  const { t } = useLateTexts(profile);
  const name = personName(props.view?.name ?? null);
  return (
    <PageFrame
      name="stages"
      heading={{
        title: name ?? t('title', { id }),
        subtitle: name === null ? t('subtitle') : t('title', { id }),
      }}
      {...props}
    >
      {(view, format) => (
        <div className="om-profile">
          <BlockStack gap="400">
            {view.stage === null ? (
              <NotCounted view={view} format={format} />
            ) : (
              <>
                <Standing view={view} format={format} />
                <Action view={view} format={format} />
                <Path view={view} format={format} />
                <Worth view={view} format={format} />
              </>
            )}
            <OwnOrders view={view} format={format} />
            <OwnAnswers view={view} format={format} />
          </BlockStack>
          <Known view={view} format={format} />
        </div>
      )}
    </PageFrame>
  );
}

/** A customer without an order that counts, on that day. */
function NotCounted({ view, format }: PartProps) {
  const { t } = useLateTexts(profile);
  const { total } = view.orders;
  const why = format.pastDay === null ? 'now' : 'then';
  return (
    <Section title={t('none.title')}>
      <Text as="p">
        {total === 0
          ? t(`none.noOrder.${why}`, { day: format.day(format.pastDay) })
          : t('none.leftOut', { count: total, n: format.number(total) })}
      </Text>
      <Text as="p">
        <Link url={`shopify://admin/customers/${view.customer}`} target="_top">
          {t('known.atShopify')}
        </Link>
      </Text>
    </Section>
  );
}
