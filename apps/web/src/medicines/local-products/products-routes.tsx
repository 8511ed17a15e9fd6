import { Navigate, Route, Routes } from 'react-router';
import { addCatalogues } from '../../language/language.js';
import en from './language/en.json';
import es from './language/es.json';
import { NewProductPage } from './new-product-page.js';
import { ProductsPage } from './products-page.js';
import { RetireProductPage } from './retire-product-page.js';

addCatalogues({ en: { 'medicines-local-products': en }, es: { 'medicines-local-products': es } });

/** Products of the organisation's own, loaded for those who enter them. */
export function ProductsRoutes() {
  return (
    <Routes>
      <Route path="/" element={<ProductsPage />} />
      <Route path="/new" element={<NewProductPage />} />
      <Route path="/retire/:code" element={<RetireProductPage />} />
      <Route path="*" element={<Navigate to="/products" replace />} />
    </Routes>
  );
}
