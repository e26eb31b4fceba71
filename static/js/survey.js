/* Questions of a survey: conditions, saving as one goes, answers that outlive a lost connection. Every page works without it. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js", "q-live");

  const RETRY = [3000, 5000, 10000, 30000];
  const PATIENCE = 15000;
  const LOST = "Нет связи. Ответы записаны на этом устройстве и отправятся сами, когда связь появится.";
  const LOST_LOCAL = "Нет связи. Отвечать можно и без неё: ответы записаны на этом устройстве.";
  const LOST_GOING = "Нет связи. Не закрывайте страницу: она пойдёт дальше сама, когда связь появится.";

  // A browser may forbid the store; then only what the server keeps is kept.
  const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } },
    write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
  };
  const clock = () => new Date().toLocaleTimeString("ru-RU", { hour: "2-digit", minute: "2-digit" });
  const box = (scope, code) => scope.querySelector(`[data-item="${code}"]`);
  const inputs = (scope) => [...scope.querySelectorAll("input, select, textarea")].filter((one) => one.type !== "hidden");

  const filled = (scope) => inputs(scope)
    .filter((one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value.trim()))
    .map((one) => [one.name, one.value]);
  const fill = (scope, pairs) => inputs(scope).forEach((one) => {
    const values = pairs.filter(([name]) => name === one.name).map(([, value]) => value);
    if (one.type === "radio" || one.type === "checkbox") one.checked = values.includes(one.value);
    else one.value = values[0] ?? "";
  });

  /* ---- Conditions: the same rules as Condition.holds in wording.py ---- */

  const holds = (when, given) => {
    if (!given.length) return false;
    const wanted = [].concat(when.value).map(String);
    if (when.op === "not") return !given.includes(wanted[0]);
    if (when.op === "at_least") return Number(given[0]) >= Number(when.value);
    if (when.op === "at_most") return Number(given[0]) <= Number(when.value);
    return given.some((one) => wanted.includes(one));
  };
  const decide = (scope) => scope.querySelectorAll("[data-when]").forEach((question) => {
    const when = JSON.parse(question.dataset.when);
    const source = box(scope, when.item);
    question.hidden = !source || source.hidden || !holds(when, filled(source).filter(([name]) => name === when.item).map(([, value]) => value));
  });

  document.addEventListener("click", (event) => {
    const clear = event.target.closest?.("[data-clear]");
    if (!clear) return;
    const question = clear.closest("[data-item]");
    inputs(question).forEach((one) => { one.checked = false; });
    question.querySelector("input:not([type=hidden])").dispatchEvent(new Event("change", { bubbles: true }));
  });

  /* ---- The respondent's sheet ---- */

  function keep(form) {
    const { key, save } = form.dataset;
    const name = `survey.${key}`;
    const status = document.querySelector("[data-status]");
    let pending = store.read(name);
    let changes = 0, busy = null, timer = 0, tries = 0, wanted = null, gone = false, refused = false, kept = true;

    const say = (words, warn = false) => {
      if (!status) return;
      if (status.textContent !== words) status.textContent = words;
      status.parentElement.classList.toggle("warn", warn);
    };
    const unsent = () => save && Object.keys(pending).length > 0;
    const lost = () => {
      say(wanted || !kept ? LOST_GOING : save ? LOST : LOST_LOCAL, true);
      clearTimeout(timer);
      timer = setTimeout(again, RETRY[Math.min(tries++, RETRY.length - 1)]);
    };
    const was = (code) => form.elements?.[`was.${code}`];
    const ask = async (url, options) => {
      const patience = new AbortController();
      const bell = setTimeout(() => patience.abort(), PATIENCE);
      try {
        return await fetch(url, { ...options, cache: "no-store", credentials: "same-origin", signal: patience.signal });
      } catch {
        return null;
      } finally {
        clearTimeout(bell);
      }
    };

    // One question's answer, as the form would send it, and the mark of the answer that it changes.
    const note = (question) => {
      const code = question.dataset.item;
      const before = pending[code] ? pending[code].was : was(code)?.value ?? "";
      pending[code] = { was: before, fields: filled(question), n: ++changes };
      kept = store.write(name, pending);
    };

    // True when nothing is left to be sent.
    const flush = () => {
      busy ??= send().finally(() => { busy = null; });
      return busy;
    };
    const send = async () => {
      while (Object.keys(pending).length) {
        const sent = Object.entries(pending);
        const body = new URLSearchParams();
        sent.forEach(([code, one]) => {
          body.append("asked", code);
          body.append(`was.${code}`, one.was);
          one.fields.forEach(([field, value]) => body.append(field, value));
        });
        // Outlives the page, which a browser allows to short bodies only.
        const response = await ask(save, { method: "POST", body, keepalive: String(body).length < 60000 });
        if (!response || response.status >= 500 || response.status === 429) { lost(); return false; }
        const told = await response.json().catch(() => null);
        if (!told) { lost(); return false; }
        if (!response.ok) { refused = true; say(told.problem, true); return true; }
        sent.forEach(([code, one]) => {
          const mark = told.was[code] ?? "";
          if (was(code)) was(code).value = mark;
          if (pending[code]?.n === one.n) delete pending[code];
          else if (pending[code]) pending[code].was = mark;
        });
        if (Object.keys(pending).length) store.write(name, pending); else store.drop(name);
        tries = 0;
        say([`Сохранено в ${told.saved}`, ...told.replaced].join(". "), told.replaced.length > 0);
      }
      return true;
    };
    const reachable = async () => {
      const response = await ask(location.pathname, { method: "HEAD" });
      if (!response || response.status >= 500) { lost(); return false; }
      tries = 0;
      return true;
    };
    const again = async () => {
      clearTimeout(timer);
      if (wanted) { await go(); return; }
      if (unsent()) await flush();
      else if (await reachable()) say(save ? "Связь есть, всё сохранено" : "Связь есть");
    };
    // On to the next page, when what is here has arrived.
    const go = async () => {
      say("Отправляем…");
      const ready = unsent() ? await flush() : await reachable();
      if (!ready || !wanted || gone) return;
      gone = true;
      form.requestSubmit(wanted);
    };

    const changed = (event) => {
      const question = event.target.closest("[data-item]");
      decide(form);
      if (!question) return;
      wanted = null;
      if (!save) {
        kept = store.write(name, { fields: filled(form) });
        say(kept ? `Записано на этом устройстве в ${clock()}` : "Браузер не даёт записать ответы: не закрывайте страницу до отправки", !kept);
        return;
      }
      note(question);
      if (refused) return;
      const typing = event.type === "input" && event.target.matches("textarea, input[type=text]");
      clearTimeout(timer);
      timer = setTimeout(flush, typing ? 900 : 100);
    };

    if (form.matches("form")) {
      if (save) Object.entries(pending).forEach(([code, one]) => { if (box(form, code)) fill(box(form, code), one.fields); });
      else if (pending.fields) { fill(form, pending.fields); say("Ответы, записанные на этом устройстве, на месте"); }
      form.addEventListener("input", changed);
      form.addEventListener("change", changed);
      form.addEventListener("submit", (event) => {
        if (gone === true) { gone = "sent"; return; }
        event.preventDefault();
        if (gone) return;
        wanted = event.submitter || form.querySelector("button");
        go();
      });
      document.addEventListener("visibilitychange", () => { if (document.hidden && unsent() && !refused) flush(); });
    }
    window.addEventListener("online", again);
    window.addEventListener("offline", () => { if (form.matches("form")) lost(); });
    window.addEventListener("pageshow", () => { gone = false; wanted = null; });
    if (unsent()) {
      flush().then((done) => { if (done && !refused && !form.matches("form")) location.reload(); });
    }
    if (!save && pending.fields) {
      const begin = document.querySelector("[data-begin]");
      if (begin) begin.textContent = "Продолжить";
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form, [data-questions]").forEach((scope) => {
      decide(scope);
      if (!scope.dataset.key) scope.addEventListener("change", () => decide(scope));
    });
    document.querySelectorAll("[data-key]").forEach((one) => { keep(one); decide(one); });
    document.querySelectorAll("[data-forget]").forEach((one) => store.drop(`survey.${one.dataset.forget}`));
    document.querySelector(".error-summary")?.focus();
  });
})();
