/**
 * Recorded answers, read the way the clients would have read them: by what was asked, without any network. Each
 * provider has a `parseRecording` of its own; this is the list of them.
 */
import type { ProviderId } from '../../shared/model.ts';
import type { ParseRecording } from './recorded.ts';
import { parseRecording as parseFactorio } from './factorio/recording.ts';
import { parseRecording as parseGameBanana } from './gamebanana/recording.ts';
import { parseRecording as parseGitHub } from './github/recording.ts';
import { parseRecording as parseModio } from './modio/recording.ts';
import { parseRecording as parseNexus } from './nexus/recording.ts';

/** One line for each provider. None of them ever throws: what the client would have thrown is the reading `error`. */
export const parsers: Readonly<Record<ProviderId, ParseRecording>> = {
  nexus: parseNexus,
  gamebanana: parseGameBanana,
  github: parseGitHub,
  modio: parseModio,
  factorio: parseFactorio,
};
