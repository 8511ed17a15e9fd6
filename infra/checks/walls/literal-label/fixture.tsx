// as: apps/web/src/check-ins/fixture.tsx
// breaks: evenkeel/walls | What a screen reader says
export const Fixture = () => <input aria-label="Good morning" />;
