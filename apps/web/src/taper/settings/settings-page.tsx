import { may } from '@evenkeel/care-team-rules';
import { defaultTaperSettings } from '@evenkeel/taper-rules';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { ButtonLink, ButtonRow } from '../../kit/button.js';
import { Card, Muted, Notice, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { ErrorState, Loading, StatusLine } from '../../kit/states.js';
import { Table } from '../../kit/table.js';
import { useFormat } from '../../language/use-format.js';
import { useSignedIn } from '../../shell/session-context.js';
import { useOnline } from '../../shell/use-online.js';
import { SettingChanges } from './setting-changes.js';
import { settingFields } from './settings-form.js';
import styles from './settings.module.css';
import { useSettingWords } from './use-setting-words.js';
import { type SettingsRecord, type SettingsVersion, useTaperSettings } from './use-taper-settings.js';

/** What no signature changes, because it is no figure or because it holds for every organisation. */
const fixed = ['ceiling', 'seizureHistory', 'pregnancy'] as const;

/** What counts now with its bounds and sources, what nobody can change, and every version that was signed. */
export function SettingsPage() {
  const { t } = useTranslation('taper-settings');
  const format = useFormat();
  const online = useOnline();
  const result = useTaperSettings();
  const said = wasSigned(useLocation().state);
  const record = result.data?.taperSettings;
  const old = record !== undefined && (result.isError || !online) ? t(online ? 'notRefreshed' : 'offline', { time: format.dayTime(new Date(result.dataUpdatedAt).toISOString()) }) : null;
  const status = old ?? (said ? t('said') : null);
  return (
    <Page heading={t('title')} wide focusKey="taper-settings" status={status === null ? null : <StatusLine>{status}</StatusLine>}>
      <p>{t('intro')}</p>
      {record === undefined ? (
        result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />
      ) : <Shown record={record} />}
    </Page>
  );
}

function Shown({ record: { current, signed } }: { readonly record: SettingsRecord }) {
  const { t } = useTranslation('taper-settings');
  const words = useSettingWords();
  const { role } = useSignedIn();
  return (
    <Stack gap="sections">
      {current.version === 0 ? <Notice tone="wait"><p>{t('defaults')}</p></Notice> : <p>{t('counts', { version: current.version })} <SignedBy version={current} /></p>}
      <Table
        caption={t('table')}
        rows={settingFields}
        rowKey={(field) => field}
        columns={[
          { key: 'factor', header: t('column.factor'), cell: words.factor },
          { key: 'figure', header: t('column.figure'), cell: (field) => <b>{words.value(field, current)}</b> },
          { key: 'bounds', header: t('column.bounds'), cell: words.bounds },
          { key: 'source', header: t('column.source'), cell: (field) => t(`source.${field}`) },
        ]}
      />
      {may(role, 'taper-settings.sign')
        ? <ButtonRow><ButtonLink to="/taper-settings/sign" variant="primary">{t('toSign')}</ButtonLink></ButtonRow>
        : <Muted>{t('whoSigns')}</Muted>}
      <Table
        caption={t('fixed.caption')}
        rows={fixed}
        rowKey={(row) => row}
        columns={[
          { key: 'factor', header: t('column.whom'), cell: (row) => t(`fixed.${row}.factor`) },
          { key: 'holds', header: t('column.holds'), cell: (row) => t(`fixed.${row}.holds`) },
          { key: 'source', header: t('column.source'), cell: (row) => t(`fixed.${row}.source`) },
        ]}
      />
      <section className={styles.part}>
        <h2>{t('history.title')}</h2>
        {signed.length === 0 ? <Muted>{t('history.none')}</Muted> : signed.map((version, place) => (
          <Card key={version.version} title={t('history.version', { version: version.version })}>
            <p><SignedBy version={version} /></p>
            <p>{t(signed[place + 1] === undefined ? 'history.fromDefaults' : 'history.fromBefore')}</p>
            <SettingChanges before={signed[place + 1] ?? defaultTaperSettings} after={version} words={words} />
          </Card>
        ))}
      </section>
    </Stack>
  );
}

function SignedBy({ version: { signedBy, signedAt } }: { readonly version: SettingsVersion }) {
  const { t } = useTranslation('taper-settings');
  const format = useFormat();
  return signedBy === null || signedAt === null ? null : <>{t('signedBy', { name: signedBy, time: format.dayTime(signedAt) })}</>;
}

const wasSigned = (state: unknown): boolean => typeof state === 'object' && state !== null && 'said' in state && state.said === 'signed';
