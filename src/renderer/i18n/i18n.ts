/** The one translator. Plurals and number formats come from Intl through i18next. */
import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { firstSpoken, languages, testLanguages, type Language, type Settings } from '../../shared/settings.ts';
import { de } from '../../shared/locales/de.ts';
import { en } from '../../shared/locales/en.ts';
import { pseudoOf } from './pseudo.ts';

export const i18n: I18n = createInstance();

/** Must have run before the first render. */
export async function startI18n(): Promise<void> {
  i18n.on('languageChanged', (language) => {
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'en-XB' ? 'rtl' : i18n.dir(language);
  });
  await i18n.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en }, de: { translation: de }, ...pseudo() },
    // One that differs in its region alone would be taken apart: en-XA has words of its own.
    load: 'currentOnly',
    // React escapes everything it renders.
    interpolation: { escapeValue: false },
  });
}

/** Languages the player can choose: those for tests only in a window that is not a released one. */
export const offeredLanguages: readonly Language[] = isReleased() ? languages : [...languages, ...testLanguages];

function isReleased(): boolean {
  return import.meta.env.LOADSTONE_BUILD === 'release';
}

/** The names are what browsers and Android call theirs; both follow the plurals of English. */
function pseudo() {
  if (isReleased()) return {};
  const translation = pseudoOf(en);
  return { 'en-XA': { translation }, 'en-XB': { translation } };
}

/** The first of the system's languages that we speak; English when there is none. */
export function systemLanguage(): Language {
  return firstSpoken(navigator.languages);
}

/** Switches the language of the window. */
export async function speak(language: Settings['language']): Promise<void> {
  const unset = language === 'system' || !offeredLanguages.includes(language);
  const wanted = unset ? systemLanguage() : language;
  if (i18n.isInitialized && i18n.resolvedLanguage !== wanted) await i18n.changeLanguage(wanted);
}
