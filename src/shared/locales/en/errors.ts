/**
 * What each error code means, for languages that main does not speak: its own sentences are English and name the
 * things it happened to. In English only the hints and titles of tests show these.
 */
export const errors = {
  original: 'In English: {{message}}',
  invalid_input: { message: 'That was not understood', hint: 'Check what you typed and try again.' },
  unknown_channel: {
    message: 'A part of Loadstone does not know another',
    hint: 'Install Loadstone anew; your mods and your history stay.',
  },
  foreign_sender: { message: 'A foreign page was refused', hint: 'Nothing was done. Start Loadstone again.' },
  not_found: { message: 'That does not exist any more', hint: 'Look at the list again and choose anew.' },
  ambiguous_name: { message: 'Several things have this name', hint: 'Name it more exactly.' },
  cancelled: { message: 'Cancelled', hint: 'Your game was not changed.' },
  internal: {
    message: 'Something went wrong in Loadstone',
    hint: 'Nothing was left half done. A report from the settings helps to find the fault.',
  },
  game_not_found: { message: 'This game is not managed', hint: 'Choose it in the rail, or add it.' },
  game_exists: { message: 'This game is managed already', hint: 'Open it from the rail on the left.' },
  game_folder_missing: {
    message: 'The folder of the game is not there',
    hint: 'Connect the drive, or say in the game settings where the game is now.',
  },
  game_folder_not_writable: {
    message: 'Loadstone may not write to the folder of the game',
    hint: 'Close the game and other programs that use its folder. If that is not it: allow your user to write there, or move the game out of a protected place.',
  },
  game_not_recognised: { message: 'This game is not known', hint: 'Add it as another game and say where its mods go.' },
  game_running: { message: 'The game is running', hint: 'Close it first: files in use cannot be changed safely.' },
  mod_folder_unknown: {
    message: 'Where this mod belongs is not known yet',
    hint: 'Start the game once, so that it makes its folders, or choose the folder in the settings of the game.',
  },
  mod_folder_in_use: {
    message: 'Mods have files in this folder that are known by another one',
    hint: 'Remove the game from Loadstone and add it again, with its mods.',
  },
  files_without_place: {
    message: 'Nothing says where some files of this mod belong',
    hint: 'Unpack it and pack it again with the folders of the game around its files, or send all of it to one folder with --target on the command line.',
  },
  files_collide: {
    message: 'Two files of the mod go to the same place',
    hint: 'Unpack it, keep the one you want, and install that.',
  },
  archive_unreadable: { message: 'The archive cannot be read', hint: 'Download it again; it may be damaged.' },
  archive_refused: {
    message: 'The archive was refused',
    hint: 'It holds something that could harm your files. Nothing of it was unpacked.',
  },
  archive_encrypted: {
    message: 'The archive is protected by a password',
    hint: 'Unpack it yourself and pack it without a password.',
  },
  archive_unsupported: { message: 'This kind of archive cannot be read', hint: 'Pack it as zip, 7z, rar or tar.' },
  nothing_to_install: {
    message: 'There is nothing to install in it',
    hint: 'Look on the page of the mod whether another file is meant.',
  },
  already_installed: { message: 'This file is installed already', hint: 'Find it in the library.' },
  requirements_unmet: {
    message: 'Something it needs is missing',
    hint: 'Install what it needs first, or install it anyway.',
  },
  choices_needed: { message: 'The installer has questions', hint: 'Answer them, then the install goes on.' },
  choices_invalid: { message: 'The answers do not fit the installer', hint: 'Go through its questions again.' },
  installer_unreadable: {
    message: 'The installer inside cannot be read',
    hint: 'Tell the author of the mod, or choose another file.',
  },
  provider_unknown: { message: 'This source is not known', hint: 'Choose one of the sources in the list.' },
  provider_unavailable: {
    message: 'The source does not answer properly right now',
    hint: 'Try again later. What is installed keeps working.',
  },
  provider_answer_unreadable: {
    message: 'The source answered something unreadable',
    hint: 'Try again later; if it stays so, a newer Loadstone may be needed.',
  },
  provider_refused: { message: 'The source refused this', hint: 'Its page may say why.' },
  rate_limited: {
    message: 'The source asks for a pause',
    hint: 'It goes on by itself; what is installed keeps working.',
  },
  mod_gone: { message: 'It is no longer there', hint: 'Choose another file, or open its page.' },
  needs_sign_in: { message: 'The source wants you to sign in', hint: 'Sign in under Settings, Accounts.' },
  needs_user_action: { message: 'Your turn', hint: 'Open the page of the mod and press its button there.' },
  sign_in_failed: { message: 'The sign-in failed', hint: 'Begin anew, or choose another way to sign in.' },
  sign_in_busy: { message: 'A sign-in is under way', hint: 'Finish or cancel it first.' },
  offline: {
    message: 'The source cannot be reached',
    hint: 'Check the connection. Everything installed, and every roll back, works without it.',
  },
  download_incomplete: { message: 'The download broke off', hint: 'Try again: it goes on where it stopped.' },
  download_hash_mismatch: {
    message: 'What came is not what the source announced',
    hint: 'It was thrown away. Try again.',
  },
  download_not_an_archive: { message: 'What came is no archive', hint: 'Open the page of the mod and look there.' },
  link_refused: {
    message: 'The link was refused',
    hint: 'Follow it again from the page, signed in with your account.',
  },
  redirect_refused: {
    message: 'The source led to an address that is not trusted',
    hint: 'Nothing was sent there. Try again later.',
  },
  disk_full: { message: 'The disk is full', hint: 'Make room, for example under Settings, Storage.' },
  file_in_use: {
    message: 'A file is held open by another program',
    hint: 'Close the game and its tools, then try again.',
  },
  path_blocked: { message: 'Something is in the way', hint: 'Look at the path in the details and move it away.' },
  path_too_long: {
    message: 'A path is too long for this disk',
    hint: 'Move the game to a folder with a shorter path.',
  },
  io_failed: { message: 'The disk could not do it', hint: 'Check the drive and its connection, then try again.' },
  blob_missing: {
    message: 'A stored file is missing',
    hint: 'Repair under Upkeep: it is taken from its archive or fetched again.',
  },
  blob_damaged: {
    message: 'A stored file is damaged',
    hint: 'It was set aside. Repair under Upkeep puts it right.',
  },
  archive_changed: {
    message: 'The archive changed while its installation waited',
    hint: 'Install it again. Nothing was changed.',
  },
  changed_meanwhile: { message: 'The game has changed meanwhile', hint: 'Look at it again and repeat the step.' },
  deployment_failed: {
    message: 'The change could not be made',
    hint: 'Your game is as it was before. Look at the details, then try again.',
  },
  nothing_to_undo: { message: 'Nothing to undo', hint: 'This is the oldest state.' },
  nothing_to_redo: { message: 'Nothing to redo', hint: 'This is the newest state.' },
  generation_not_found: { message: 'This state is not kept any more', hint: 'Choose another one in the history.' },
  data_in_use: { message: 'Another Loadstone uses the same data', hint: 'Close it first.' },
  data_folder_unusable: {
    message: 'The data folder cannot be used',
    hint: 'Allow your user to write to it, or choose another one.',
  },
  store_missing: {
    message: 'The drive with your mods is not there',
    hint: 'Attach it and start Loadstone again; nothing was changed.',
  },
  store_place_refused: { message: 'Your mods cannot be kept there', hint: 'Choose another folder.' },
  registry_newer: { message: 'A newer Loadstone has written this data', hint: 'Start that one; nothing was touched.' },
  registry_damaged: {
    message: 'The registry is damaged',
    hint: 'It can be rebuilt from Loadstone’s storage: no mod and no state is lost.',
  },
} as const;
