import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { AreaProvider } from '../kit/area.js';
import { Frame, Navigation, type Destination } from '../kit/navigation.js';
import { MorePage } from './more-page.js';
import { NotFoundPage } from './not-found-page.js';

/**
 * Everything that staff see, loaded only for them. A scope adds its screens here: one destination, if it has a place in
 * the rail, and its routes.
 */
export function StaffArea() {
  const { t } = useTranslation('shell');
  const destinations: readonly Destination[] = [{ to: '/more', label: t('nav.more') }];
  return (
    <AreaProvider value="staff">
      <div data-area="staff">
        <Frame navigation={<Navigation destinations={destinations} label={t('nav.label')} />}>
          <Routes>
            <Route path="/" element={<MorePage />} />
            <Route path="/more" element={<MorePage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Frame>
      </div>
    </AreaProvider>
  );
}
