/** The honest writer, where tests look for it. The one that can lie is `lying-zip.ts`. */
export { writeZip, zipBytes } from '../../../tools/support/zip-writer.ts';
