import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/use-format.js';
import { amountWords } from '../medicines/amount-words.js';
import { DoseDrawing } from './dose-drawing.js';
import { drawnAmount } from './drawn-amount.js';
import { readAmount, type ToldAmount } from './told-amount.js';

/** One amount in words, with its drawing. What this version cannot read is said with the pharmacy's label, or not at all. */
export function AmountLine({ told }: { readonly told: ToldAmount }) {
  const { t } = useTranslation('medicines');
  const { t: taper } = useTranslation('taper');
  const format = useFormat();
  const read = readAmount(told);
  const words = read === null ? '' : amountWords(read.amount, read.product, { t: (key, values) => t(key, { ...values }), dose: format.dose, number: format.number });
  const drawn = drawnAmount(told);
  const volume = (ul: number): string => taper('card.volume', { volume: format.number(ul / 1000) });
  return (
    <div data-amount>
      {drawn === null ? null : <DoseDrawing drawn={drawn} number={format.number} volume={volume} />}
      {drawn?.kind === 'syringe' && (drawn.fillings.length > 1 || drawn.fillings.some(({ times }) => times > 1)) ? (
        <p>{drawn.fillings.map(({ ul, times }) => taper('card.fillings', { count: times, volume: volume(ul) })).join(', ')}</p>
      ) : null}
      <p>{words === '' ? taper('card.unknownAmount', { label: told.label ?? told.product }) : words}</p>
      {told.label !== null && words !== '' ? <p>{taper('card.label', { label: told.label })}</p> : null}
    </div>
  );
}
