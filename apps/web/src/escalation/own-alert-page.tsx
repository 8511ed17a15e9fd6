export function OwnAlertPage() {
  return null;
}
