import { useTranslation } from 'react-i18next';

/** The name of a medicine for its reader. Most are written alike in both languages; the catalogue has the others. */
export function useMedicineName(): (code: string) => string {
  const { t } = useTranslation('taper');
  return (code) => t(`medicineName.${code}`, { defaultValue: code });
}
