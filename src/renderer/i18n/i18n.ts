/** The one translator. Plurals and number formats come from Intl through i18next. */
import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { languages, type Language, type Settings } from '../../shared/settings.ts';
import { de } from './de.ts';
import { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

export const i18n: I18n = createInstance();

/** Must have run before the first render. */
export async function startI18n(): Promise<void> {
  i18n.on('languageChanged', (language) => {
    document.documentElement.lang = language;
    document.documentElement.dir = i18n.dir(language);
  });
  await i18n.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en }, de: { translation: de } },
    // React escapes everything it renders.
    interpolation: { escapeValue: false },
  });
}

/** The first of the system's languages that we speak; English when there is none. */
export function systemLanguage(): Language {
  const wanted = navigator.languages.map((one) => one.toLowerCase().split('-')[0]);
  return wanted.map((one) => languages.find((spoken) => spoken === one)).find((one) => one !== undefined) ?? 'en';
}

/** Switches the language of the window. */
export async function speak(language: Settings['language']): Promise<void> {
  const wanted = language === 'system' ? systemLanguage() : language;
  if (i18n.isInitialized && i18n.resolvedLanguage !== wanted) await i18n.changeLanguage(wanted);
}
