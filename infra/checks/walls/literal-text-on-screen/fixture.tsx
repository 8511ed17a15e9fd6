// as: apps/web/src/check-ins/fixture.tsx
// breaks: evenkeel/walls | Every word on the screen
export const Fixture = () => <p>Good morning</p>;
