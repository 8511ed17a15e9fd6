import { may } from '@evenkeel/care-team-rules';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import { products } from '@evenkeel/medicines-rules';
import { ButtonLink } from '../../kit/button.js';
import { Page } from '../../kit/page.js';
import { ErrorState, Loading, StatusLine } from '../../kit/states.js';
import { addCatalogues } from '../../language/language.js';
import { useFormat } from '../../language/use-format.js';
import { useSignedIn } from '../../shell/session-context.js';
import { useOnline } from '../../shell/use-online.js';
import { AnswerPage } from './answer-page.js';
import { ComparePage } from './compare-page.js';
import { DiscardPage } from './discard-page.js';
import { followOn } from './follow-on.js';
import en from './language/en.json';
import es from './language/es.json';
import { aroundOf, isDraft, planOfVersion, runningOf, type Taper } from './plan-data.js';
import { PlanEditor } from './plan-editor.js';
import { RunningPage, runningActs } from './running-page.js';
import { SignPage } from './sign-page.js';
import { usePlanWords } from './use-plan-words.js';
import { usePlans } from './use-plans.js';
import { VersionPage } from './version-page.js';
import { VersionsPage } from './versions-page.js';

addCatalogues({ en: { 'taper-editor': en }, es: { 'taper-editor': es } });

/** Everything under `/patients/:patientId/plan`: the versions, one of them, and what is done to it. */
export function PlanRoutes() {
  const { t } = useTranslation('taper-editor');
  const format = useFormat();
  const online = useOnline();
  const patientId = useParams()['patientId'] ?? '';
  const result = usePlans(patientId);
  const patient = result.data?.patient;
  const back = { to: `/patients/${patientId}`, label: patient?.name };
  if (patient === undefined) {
    return <Page heading={t('versions.title')} back={back}>{result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}</Page>;
  }
  if (patient === null || patient.taper === null) {
    return (
      <Page heading={t('notFound.title')} back={patient === null ? { to: '/patients' } : back}>
        <p>{t(patient === null ? 'notFound.text' : 'notFound.notShared')}</p>
        <ButtonLink to={patient === null ? '/patients' : `/patients/${patientId}`} variant="primary">{t('notFound.back')}</ButtonLink>
      </Page>
    );
  }
  const old = result.isError || !online ? <StatusLine>{t(online ? 'old.notRefreshed' : 'old.offline', { time: format.dayTime(new Date(result.dataUpdatedAt).toISOString()) })}</StatusLine> : null;
  return <Chosen key={patientId} patientId={patientId} name={patient.name} taper={patient.taper} status={old} />;
}

interface ChosenProps {
  readonly patientId: string;
  readonly name: string;
  readonly taper: Taper;
  readonly status: React.ReactNode;
}

/** Which of the pages the address names. */
function Chosen({ patientId, name, taper, status }: ChosenProps) {
  const { t } = useTranslation('taper-editor');
  const navigate = useNavigate();
  const { role } = useSignedIn();
  const writes = may(role, 'plan.write');
  const [first = '', second = '', third = '', fourth = ''] = (useParams()['*'] ?? '').split('/');
  const running = runningOf(taper.versions);
  const version = taper.versions.find(({ number }) => String(number) === first) ?? null;
  const based = version === null ? running : (taper.versions.find(({ number }) => number === version.basedOn) ?? null);
  const { surroundings } = taper;
  const basedText = based?.plan ?? null;
  const around = useMemo(() => (surroundings === null ? null : aroundOf(surroundings, basedText === null ? null : planOfVersion({ plan: basedText }))), [surroundings, basedText]);
  const words = usePlanWords(around?.known ?? products);
  /** A new draft gets its number while somebody types: the form on the screen stays the same one. */
  const born = useRef<{ readonly number: string; readonly key: string } | null>(null);
  const editorKey = born.current?.number === first ? born.current.key : first;
  const home = `/patients/${patientId}/plan`;
  const common = { patientId, patientName: name, words, status };

  if (first === '') return <VersionsPage {...common} taper={taper} writes={writes} />;
  if (first === 'compare') return <ComparePage {...common} versions={taper.versions} around={around} before={Number(second)} after={Number(third)} />;
  const act = runningActs.find((each) => each === first);
  if (act !== undefined) {
    const coming = taper.versions.find(({ state }) => state === 'signed') ?? null;
    // A version that waits is taken back before the one that runs can be ended.
    const about = act === 'take-back' ? coming : act === 'stop' && coming !== null ? null : running;
    return about !== null && writes ? <RunningPage {...common} act={act} taper={taper} version={about} /> : <Navigate to={home} replace />;
  }
  const isNew = first === 'new';
  if (!isNew && version === null && born.current?.number !== first) {
    return (
      <Page heading={t('notFound.version')} back={{ to: home, label: t('editor.back') }}>
        <p>{t('notFound.versionText')}</p>
      </Page>
    );
  }
  const isWritten = isNew || version === null || isDraft(version);
  if (isWritten && writes && around !== null) {
    if (version !== null && second === 'answer') return <AnswerPage {...common} version={version} around={around} rule={third} on={fourth === '' ? null : fourth} />;
    if (version !== null && second === 'sign') return <SignPage {...common} version={version} around={around} />;
    if (version !== null && second === 'discard') return <DiscardPage {...common} version={version} />;
    const ran = running === null ? null : planOfVersion(running);
    const opensWith = version !== null ? planOfVersion(version) : ran === null ? null : followOn(ran, around.known, around.today);
    return (
      <PlanEditor
        key={editorKey}
        patientId={patientId}
        patientName={name}
        read={version}
        opensWith={opensWith}
        around={around}
        country={surroundings?.country ?? 'US'}
        words={words}
        onFirstSaved={(number) => {
          born.current = { number: String(number), key: editorKey };
          void navigate(`${home}/${number}`, { replace: true });
        }}
      />
    );
  }
  return version === null ? <Navigate to={home} replace /> : <VersionPage {...common} version={version} around={around} />;
}
