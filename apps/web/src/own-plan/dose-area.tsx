import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../shell/not-found-page.js';
import './catalogue.js';
import { DoseWordPage } from './dose-word-page.js';
import { DoseWordsPage } from './dose-words-page.js';

/** Everything that can be said about a dose. */
export function DoseArea() {
  return (
    <Routes>
      <Route path="/" element={<DoseWordsPage />} />
      <Route path="/:slot" element={<DoseWordsPage />} />
      <Route path="/:slot/:word" element={<DoseWordPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
