/** The files that a merchant downloads from the database. */
export const FILE_KINDS = ['customers', 'orders', 'answers', 'surveyLinks', 'dataRequest'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Files of a shop that are sent at once. */
export const MOST_DOWNLOADS = 4;

/** How a download ended: all was sent, the browser went away, the rows could not be read. */
export const DOWNLOAD_ENDS = ['done', 'left', 'failed'] as const;
export type DownloadEnd = (typeof DOWNLOAD_ENDS)[number];

/** Why there is no address for a file: too many are being sent, or were asked for lately. */
export type DownloadRefusal = 'busy' | 'often';
