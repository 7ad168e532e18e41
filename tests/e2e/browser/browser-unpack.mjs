/**
 * Unpacks the Chromium of @sparticuz/chromium, with its libraries and font, into TMPDIR and prints
 * its path. It is a process of its own: the package reads the temp folder and the kind of machine from
 * the environment, and changes the environment of its importer.
 */
import chromium from '@sparticuz/chromium';

console.log(await chromium.executablePath());
