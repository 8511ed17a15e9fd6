export function CheckInRoutes() {
  return null;
}
