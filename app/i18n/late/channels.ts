import en from '../locales/en/channels.json' with { type: 'json' };
import ja from '../locales/ja/channels.json' with { type: 'json' };

/** The texts of the LTV by advertising channel. */
export const channelTexts = { name: 'channels', texts: { ja, en } } as const;
