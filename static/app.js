// Comforts only: every page works without this file.
'use strict';

// One press, one post.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.hasAttribute('data-once')) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
  setTimeout(() => delete form.dataset.sent, 10000);
});

// A page from the back-forward cache may belong to somebody who signed out.
// Asked for again, for a reload would repeat the post that some pages answer.
addEventListener('pageshow', (event) => {
  document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
  if (event.persisted) location.replace(location.pathname + location.search);
});

// Times in the reader's own zone.
document.querySelectorAll('time[data-local]').forEach((time) => {
  const at = new Date(time.dateTime);
  time.title = time.textContent;
  time.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
});
document.querySelectorAll('time[data-until]').forEach((time) => {
  const at = new Date(time.dateTime);
  time.textContent = `, ${time.dataset.until} ${at.toLocaleTimeString([], { timeStyle: 'short' })}`;
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
    if (example && chosen.dataset.example) example.textContent = chosen.dataset.example;
  };
  dial.hidden = false;
  region.addEventListener('change', show);
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
      left.textContent = new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(seconds);
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
