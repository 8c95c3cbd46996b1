// The waiting room: a display that calls every number once, a kiosk that goes back to its first screen, a page of one's number.

const POLL = 3000;
const body = document.body;

// ---- display

function board() {
  const address = body.dataset.board;
  if (!address) return;
  const kept = Number(sessionStorage.getItem("da-goi"));
  let heard = Number(body.dataset.last);
  // After a reload go on where this screen was, never before the server's own start of memory.
  if (kept && kept <= heard) heard = kept;
  const queue = [];
  let speaking = false;
  let sound = null;

  document.querySelector("[data-sound]")?.addEventListener("click", (event) => {
    sound = sound || new (window.AudioContext || window.webkitAudioContext)();
    sound.resume();
    chime();
    event.currentTarget.hidden = true;
  });

  function chime() {
    if (!sound) return;
    [659, 523].forEach((pitch, number) => {
      const tone = sound.createOscillator();
      const loudness = sound.createGain();
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.25, sound.currentTime + number * 0.45);
      loudness.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + number * 0.45 + 0.6);
      tone.connect(loudness).connect(sound.destination);
      tone.start(sound.currentTime + number * 0.45);
      tone.stop(sound.currentTime + number * 0.45 + 0.6);
    });
  }

  const voice = () => window.speechSynthesis?.getVoices().find((one) => one.lang.replace("_", "-").toLowerCase().startsWith("vi"));

  function next() {
    const words = queue.shift();
    if (!words) {
      speaking = false;
      return;
    }
    speaking = true;
    let over = false;
    const done = () => {
      if (over) return;
      over = true;
      clearTimeout(late);
      setTimeout(next, 400);
    };
    const late = setTimeout(done, 12000); // a voice that never ends must not silence the next
    const said = document.querySelector("[data-said]");
    if (said) said.textContent = words;
    chime();
    const speaker = voice();
    if (!speaker) {
      setTimeout(done, 2500);
      return;
    }
    const spoken = new SpeechSynthesisUtterance(words);
    spoken.lang = "vi-VN";
    spoken.voice = speaker;
    spoken.rate = 0.9;
    spoken.onend = spoken.onerror = done;
    setTimeout(() => window.speechSynthesis.speak(spoken), 900);
  }

  async function look() {
    try {
      const answer = await fetch(`${address}?sau=${heard}`, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      for (const call of told.calls) {
        if (call.number <= heard) continue;
        heard = call.number;
        queue.push(call.words);
      }
      heard = Math.max(heard, told.calls.length < 50 ? told.last : heard);
      sessionStorage.setItem("da-goi", String(heard));
      document.querySelector("[data-lists]").innerHTML = told.html;
      document.querySelector("[data-time]").textContent = told.time;
      document.querySelector("[data-lost]").hidden = true;
      if (!speaking) next();
    } catch {
      document.querySelector("[data-lost]").hidden = false;
    }
    setTimeout(look, POLL);
  }
  look();
}

// ---- kiosk

function kiosk() {
  const seconds = Number(body.dataset.kiosk);
  if (!seconds) return;
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(location.pathname), seconds * 1000);
  };
  for (const name of ["pointerdown", "keydown", "input"]) document.addEventListener(name, again);
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  again();
}

function slip() {
  document.querySelector("[data-print-now]")?.addEventListener("click", () => window.print());
  if ("print" in body.dataset) window.print();
  if (body.dataset.back) setTimeout(() => location.replace(body.dataset.back), Number(body.dataset.after) * 1000);
}

// ---- the page of one's number

function live() {
  const part = document.querySelector("[data-live]");
  if (!part) return;
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
      if (fresh) part.innerHTML = fresh.innerHTML;
    } catch {
      // the next time
    }
  }, Number(part.dataset.live) * 1000);
}

board();
kiosk();
slip();
live();
