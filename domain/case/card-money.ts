import { markdownTable, plainText } from '../markdown';
import type { CardWords } from './card-words';
import { confirmedFen } from './money';
import type { CaseState, Exposure, Payment } from './state';

export const yuan = (amountFen: number): string => (amountFen / 100).toFixed(2);

const isPaymentStatus = (status: string, t: CardWords): status is keyof CardWords['payments'] => Object.hasOwn(t.payments, status);

export const paymentWords = (status: string, t: CardWords): string => (isPaymentStatus(status, t) ? t.payments[status] : status);

const row = (state: CaseState, { id, cover, reserveFen }: Exposure): readonly string[] => [
  plainText(id),
  plainText(cover),
  yuan(reserveFen),
  yuan(confirmedFen(state, id)),
];

/** Payments that the bank has not confirmed. */
const openLine = ({ exposure, amountFen, status }: Payment, t: CardWords): string =>
  `- ${t.payment} ${plainText(exposure)} ${yuan(amountFen)}: **${paymentWords(status, t)}**`;

/** Exposures with what is set aside and paid, the sum, and payments that have not arrived. */
export function moneyLines(state: CaseState, t: CardWords, most: number): readonly string[] {
  const exposures = Object.values(state.exposures);
  if (exposures.length === 0) return [];
  const reserved = exposures.reduce((sum, e) => sum + e.reserveFen, 0);
  const open = Object.values(state.payments).filter((p) => p.status !== 'confirmed');
  return [
    '',
    `**${t.money}**: ${t.reserved} ${yuan(reserved)} · ${t.paid} ${yuan(confirmedFen(state))}`,
    '',
    ...markdownTable(
      [t.exposure, t.cover, t.reserved, t.paid],
      exposures.slice(0, most).map((e) => row(state, e)),
    ),
    ...(exposures.length > most ? ['', `… +${exposures.length - most}`] : []),
    ...(open.length === 0 ? [] : ['', ...open.slice(-most).map((p) => openLine(p, t))]),
  ];
}
