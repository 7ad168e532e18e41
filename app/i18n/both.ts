import { en } from './en';
import { ja } from './ja';
import { advertising } from './late/advertising';
import { channelTexts } from './late/channels';
import { curveSplitTexts } from './late/curve-split';
import { cohortTexts } from './late/cohorts';
import { customers } from './late/customers';
import { data } from './late/data';
import { definitions } from './late/definitions';
import { display } from './late/display';
import { fileHeadTexts } from './late/file-heads';
import { files } from './late/files';
import { inboxTexts } from './late/inbox';
import { ltvTexts } from './late/ltv';
import { moves } from './late/moves';
import { npsWeeksTexts } from './late/nps-weeks';
import { otherNameTexts } from './late/other-names';
import { personTexts } from './late/person';
import { places } from './late/places';
import { privacy } from './late/privacy';
import { profile } from './late/profile';
import { repeatTexts } from './late/repeat';
import { repeatMore } from './late/repeat-more';
import { roles } from './late/roles';
import { rules } from './late/rules';
import { segmentTexts } from './late/segments';
import { settings } from './late/settings';
import { setup } from './late/setup';
import { sheetTexts } from './late/sheets';
import { subscriptionTexts } from './late/subscriptions';
import { survey } from './late/survey';
import { unitCosts } from './late/unit-costs';
import { whatIfTexts } from './late/what-if';
import { addTexts, type Texts } from './texts';

const late = (language: 'ja' | 'en'): Texts['pages'] =>
  Object.fromEntries(
    [
      advertising,
      channelTexts,
      curveSplitTexts,
      cohortTexts,
      customers,
      data,
      definitions,
      display,
      fileHeadTexts,
      files,
      inboxTexts,
      ltvTexts,
      moves,
      npsWeeksTexts,
      otherNameTexts,
      personTexts,
      places,
      privacy,
      profile,
      repeatTexts,
      repeatMore,
      roles,
      rules,
      segmentTexts,
      settings,
      setup,
      sheetTexts,
      subscriptionTexts,
      survey,
      unitCosts,
      whatIfTexts,
    ].map(({ name, texts }) => [name, { ...texts[language] }]),
  );

// The server and the tests write every language.
addTexts('en', { ...en, pages: { ...en.pages, ...late('en') } });
addTexts('ja', { ...ja, pages: { ...ja.pages, ...late('ja') } });
