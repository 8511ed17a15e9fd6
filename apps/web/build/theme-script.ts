/**
 * The only inline script of the page. It runs before the first paint, so that a light-sensitive reader who chose
 * a dim theme is never flashed with a bright one. Kept in old syntax because nothing compiles it; the ground
 * colours are those of `tokens.css` (a spec compares them).
 */
export const themeScript = `(function () {
  var grounds = { light: '#F4F2EC', dark: '#14181A', 'low-stim': '#1D1B18', 'dim-paper': '#CFC8B8' };
  var root = document.documentElement;
  var saved = {};
  try { saved = JSON.parse(localStorage.getItem('evenkeel.comfort') || '{}') || {}; } catch (error) { saved = {}; }
  var theme = saved.theme;
  if (!Object.prototype.hasOwnProperty.call(grounds, theme)) {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  var scheme = theme === 'dark' || theme === 'low-stim' ? 'dark' : 'light';
  root.setAttribute('data-theme', theme);
  if (saved.text === '115' || saved.text === '130' || saved.text === '150') root.setAttribute('data-text', saved.text);
  root.style.colorScheme = scheme;
  var scheming = document.querySelector('meta[name="color-scheme"]');
  var ground = document.querySelector('meta[name="theme-color"]');
  if (scheming) scheming.setAttribute('content', scheme);
  if (ground) ground.setAttribute('content', grounds[theme]);
  try {
    var language = localStorage.getItem('evenkeel.language') || (navigator.language || 'en').slice(0, 2);
    root.lang = language === 'es' ? 'es' : 'en';
  } catch (error) { root.lang = 'en'; }
})();`;
