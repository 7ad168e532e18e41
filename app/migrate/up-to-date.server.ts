import { join } from 'node:path';
import { migrateQueue } from '../queue/migrate.server';
import { grantAhead, grantToApp, roleIn } from '../store/schema/grants.server';
import type { Patience } from '../store/work/held-up';
import { migrate } from '../store/schema/migrate.server';
import { MigrationTrouble, underMigrationLock } from '../store/schema/migration-lock.server';
import type { ReplacedFunctions } from '../store/schema/sql-functions.server';
import { refuseUnfit } from '../store/schema/unfit.server';
import { zoneTrouble } from '../store/schema/zone-names';

/** What was brought up to date. */
export interface BroughtUpToDate {
  /** by name */
  migrations: string[];
  functions: ReplacedFunctions;
  /** time zones that PostgreSQL lacks, as a sentence; so new that no shop may have them */
  lacks: string | null;
}

/** One database as two roles. */
export interface Addresses {
  /** as the role that owns the database and changes its tables */
  owner: string;
  /** as the role of web and worker, which owns nothing in `public` */
  app: string;
}

/**
 * Brings a database up to date while processes use it: first the app's tables and functions, then the
 * queue's schema, which the functions need only when they run, last the grants of the app's role.
 * @param folder Prisma's, with `migrations` and `functions`
 * @throws Unfit, RoleTrouble, MigrationTrouble, HeldUp
 */
export async function bringUpToDate(
  { owner, app }: Addresses,
  folder: string,
  patience: Partial<Patience> = {},
): Promise<BroughtUpToDate> {
  await refuseUnfit({ url: owner, variable: 'MIGRATION_DATABASE_URL' });
  const role = roleIn(app);
  const newZones = await underMigrationLock(owner, zoneTrouble);
  if (newZones?.old === true) throw new MigrationTrouble(newZones.sentence);
  await grantAhead(owner, role);
  const { migrations, functions } = await migrate(
    owner,
    { migrations: join(folder, 'migrations'), functions: join(folder, 'functions') },
    patience,
  );
  await migrateQueue(owner, patience);
  await grantToApp(owner, role, patience);
  return { migrations, functions, lacks: newZones?.sentence ?? null };
}
