// Comforts only: every page works without this file.
'use strict';

// One press, one post; whoever stopped may press again. While a text is on its way the
// button says so, and after a while a line does.
const SLOW = 3000;
const TWICE = 2000;
const ready = (form) => {
  delete form.dataset.sent;
  const button = form.querySelector('[aria-busy]');
  if (!button) return;
  button.removeAttribute('aria-busy');
  button.textContent = button.dataset.words;
};
const busy = (form, button) => {
  if (!button || !form.dataset.busy || button.hasAttribute('aria-busy')) return;
  button.dataset.words = button.textContent;
  button.textContent = form.dataset.busy;
  button.setAttribute('aria-busy', 'true');
  setTimeout(() => {
    const line = form.querySelector('[data-slow]');
    if (line && button.hasAttribute('aria-busy')) line.textContent = line.dataset.slow;
  }, SLOW);
};
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.hasAttribute('data-once') || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  busy(form, event.submitter);
  setTimeout(() => delete form.dataset.sent, TWICE);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') document.querySelectorAll('form[data-busy]').forEach(ready);
});

// Without our cookie no code could be entered: said before a text is spent.
const blocked = document.querySelector('[data-cookies]');
if (blocked) {
  document.cookie = 'textgate-probe=1; SameSite=Lax; Max-Age=5';
  if (!document.cookie.includes('textgate-probe')) {
    blocked.hidden = false;
    document.addEventListener('submit', (event) => {
      event.preventDefault();
      blocked.focus();
    }, true);
  }
  document.cookie = 'textgate-probe=; SameSite=Lax; Max-Age=0';
}

// A page from the back-forward cache may belong to somebody who signed out.
// Asked for again, for a reload would repeat the post that some pages answer.
addEventListener('pageshow', (event) => {
  document.querySelectorAll('form[data-once]').forEach(ready);
  if (event.persisted) location.replace(location.pathname + location.search);
});

// Times in the reader's own zone.
// The page's language as the reader's country writes it, with the digits of the page.
const { lang } = document.documentElement;
const own = navigator.languages.find((it) => it.split('-')[0] === lang.split('-')[0]);
const locale = new Intl.Locale(own ?? lang, { numberingSystem: 'latn' });
document.querySelectorAll('time[data-local]').forEach((time) => {
  const at = new Date(time.dateTime);
  time.title = time.textContent;
  time.textContent = at.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
});
document.querySelectorAll('time[data-clock]').forEach((time) => {
  time.textContent = new Date(time.dateTime).toLocaleTimeString(locale, { timeStyle: 'short' });
});
document.querySelectorAll('time[data-until]').forEach((time) => {
  const at = new Date(time.dateTime);
  // then the page says that the code is over; by no clock, for the reader's may be wrong
  setTimeout(() => location.replace(location.pathname), (Number(time.dataset.left) + 1) * 1000);
  time.textContent = time.dataset.until.replace('%', at.toLocaleTimeString(locale, { timeStyle: 'short' }));
});

// The closed select shows the calling code, and the example follows it.
const region = document.getElementById('region');
const dial = document.querySelector('[data-dial]');
if (region && dial) {
  const example = document.querySelector('[data-example]:not(option)');
  const show = () => {
    const chosen = region.selectedOptions[0];
    if (!chosen) return;
    dial.textContent = `${chosen.value} ${chosen.text.match(/\+\d+/) || ''}`;
    if (!example) return;
    const known = chosen.dataset.example;
    if (known) example.textContent = known;
    example.parentElement.hidden = !known;
    document.querySelector('[data-plain]').hidden = Boolean(known);
  };
  dial.hidden = false;
  region.addEventListener('change', show);
  // Found by what is typed: calling code, ISO letters, old and short names.
  const plain = (text) => text.normalize('NFD').replace(/[^\p{L}\d]/gu, '').toLowerCase();
  const has = (option, text) => {
    const [name, code] = option.text.split(' (+');
    const names = [option.value, parseInt(code, 10), ...(option.dataset.names || '').split(' ')];
    const all = [...names, name, ...name.split(/[ -]/)].map((it) => plain(String(it)));
    return text === all[1] && !('shares' in option.dataset) ? 4
      : all.slice(0, names.length).includes(text) ? 3
      : all[names.length].startsWith(text) ? 2 : all.some((it) => it.startsWith(text)) ? 1 : 0;
  };
  let typed = '';
  let pause;
  region.addEventListener('keydown', (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || !(typed || plain(event.key))) return;
    typed += plain(event.key);
    clearTimeout(pause);
    pause = setTimeout(() => { typed = ''; }, 1500);
    const ranked = [...region.options].map((option) => [has(option, typed), option]);
    const best = Math.max(...ranked.map(([rank]) => rank));
    event.preventDefault();
    if (!best) return;
    ranked.find(([rank]) => rank === best)[1].selected = true;
    show();
  });
  // the browser may bring an earlier choice back without a word
  addEventListener('pageshow', show);
  show();
}

// The wait ticks down for the eye, and is announced once, at its end.
const wait = document.querySelector('[data-wait]');
if (wait) {
  const left = wait.querySelector('[data-left]');
  const due = Date.now() + Number(wait.dataset.wait) * 1000;
  const tick = setInterval(() => {
    const seconds = Math.ceil((due - Date.now()) / 1000);
    if (seconds > 0) {
      left.textContent = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(seconds);
      return;
    }
    clearInterval(tick);
    wait.textContent = wait.dataset.ready;
    document.querySelector('[data-announce]').textContent = wait.dataset.ready;
  }, 1000);
}

// Chrome on Android hands the code over from the text (WebOTP); the person
// still presses the button.
const code = document.querySelector('input[autocomplete="one-time-code"]');
if (code && 'OTPCredential' in window) {
  const stop = new AbortController();
  code.form.addEventListener('submit', () => stop.abort());
  navigator.credentials
    .get({ otp: { transport: ['sms'] }, signal: stop.signal })
    .then((otp) => { if (otp) code.value = otp.code; })
    .catch(() => {});
}

// Should the network say that the text did not arrive, the page says so.
const delivery = document.querySelector('[data-delivery][hidden]');
if (delivery) {
  let looks = 40;
  const look = setInterval(async () => {
    looks -= 1;
    if (looks === 0) clearInterval(look);
    if (document.hidden) return;
    const answer = await fetch('/login/delivery').catch(() => null);
    if (!answer || !answer.ok) return;
    const { undelivered, title, text } = await answer.json();
    if (!undelivered) return;
    clearInterval(look);
    delivery.querySelector('h2').textContent = title;
    delivery.querySelector('p').textContent = text;
    delivery.hidden = false;
  }, 4000);
}
