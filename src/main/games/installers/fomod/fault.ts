import { LoadstoneError } from '../../../../shared/errors.ts';

/** `why` goes on from "The installer of this mod cannot be read: ". */
export const installerFault = (why: string): LoadstoneError =>
  new LoadstoneError(
    'installer_unreadable',
    `The installer of this mod cannot be read: ${why}.`,
    'Tell the author of the mod. Nothing was installed.',
  );
