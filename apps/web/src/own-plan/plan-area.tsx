import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../shell/not-found-page.js';
import './catalogue.js';
import { ChangePage } from './change-page.js';
import { LabelPage } from './label-page.js';
import { NewPlanPage } from './new-plan-page.js';
import { OwnPlanPage } from './own-plan-page.js';

export { DoseArea } from './dose-area.js';

/** The patient's own plan. Comes after the first screen, with everything that can be said about a dose. */
export function PlanArea() {
  return (
    <Routes>
      <Route path="/" element={<OwnPlanPage />} />
      <Route path="/hold" element={<ChangePage key="hold" kind="hold" />} />
      <Route path="/slow-down" element={<ChangePage key="slow-down" kind="slow-down" />} />
      <Route path="/new" element={<NewPlanPage />} />
      <Route path="/label" element={<LabelPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
