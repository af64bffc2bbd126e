/* The door on a phone: every scan goes into a queue on the phone first and leaves it when the server has answered, so a hall
   without network costs nothing. A scan carries an identifier made here; the server writes it once however often it comes. */
(function () {
  "use strict";
  const box = document.querySelector("[data-checkin]");
  if (!box) return;
  const people = JSON.parse(document.getElementById("checkin-people").textContent);
  const key = "checkin:" + box.dataset.key;
  const find = (name) => box.querySelector("[" + name + "]");
  const said = find("data-said"), field = find("data-scan"), counter = find("data-arrived");
  const token = box.querySelector("[name=csrfmiddlewaretoken]").value;
  let sending = false;

  const read = () => { try { return JSON.parse(localStorage.getItem(key) || "[]"); } catch (error) { return []; } };
  const write = (rows) => localStorage.setItem(key, JSON.stringify(rows));
  const tokenOf = (text) => text.trim().split("badge=").pop();

  function identifier() {
    if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64; bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function say(text, tone) {
    const note = document.createElement("p");
    note.className = "note " + (tone || "");
    note.textContent = text;
    said.replaceChildren(note);
  }

  function show() {
    const rows = read();
    find("data-queue").hidden = rows.length === 0;
    find("data-queued").textContent = String(rows.length);
  }

  function mark(badge) {
    const person = people[badge];
    const row = Array.from(box.querySelectorAll("[data-badge]")).find((each) => each.dataset.badge === badge);
    if (person && !person.in) { person.in = true; counter.textContent = String(Number(counter.textContent) + 1); }
    if (row) {
      row.classList.add("in");
      const button = row.querySelector("button");
      button.classList.remove("primary");
      button.textContent = new Date().toTimeString().slice(0, 5);
    }
  }

  function scan(text) {
    const badge = tokenOf(text), person = people[badge];
    if (!person) { say(box.dataset.textUnknown, "bad"); return; }
    const again = person.in;
    write(read().concat([{ id: identifier(), badge: badge, at: new Date().toISOString() }]));
    mark(badge);
    say(person.name + " · " + person.company + " · " + (again ? box.dataset.textAgain : box.dataset.textIn), again ? "warn" : "good");
    show();
    send();
  }

  async function send() {
    const rows = read();
    if (sending || rows.length === 0) return;
    sending = true;
    try {
      const answer = await fetch(box.dataset.url, {
        method: "POST", credentials: "same-origin", redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ scans: rows.slice(0, 200) }),
      });
      if (answer.ok) {
        const done = await answer.json();
        const ids = new Set(done.results.map((row) => row.id));
        write(read().filter((row) => !ids.has(row.id)));
        counter.textContent = String(done.arrived + read().length);
        done.results.filter((row) => row.result === "unknown" || row.result === "not_coming").forEach((row) => say(row.name + " " + row.text, "bad"));
      } else if (answer.type === "opaqueredirect" || answer.status === 403) {
        say(box.dataset.textSignin, "warn");
      }
    } catch (error) {
      say(box.dataset.textOffline, "warn");
    }
    sending = false;
    show();
  }

  /* A name typed by hand narrows the list; a badge, typed or from a hand scanner, is checked in. */
  box.addEventListener("submit", (event) => {
    if (event.target.matches("[data-tap]")) {
      event.preventDefault();
      scan(event.target.querySelector("[name=badge]").value);
    } else if (event.target.matches("[data-scan-form]")) {
      event.preventDefault();
      const visible = Array.from(box.querySelectorAll("[data-badge]")).filter((row) => !row.hidden);
      const text = field.value;
      if (people[tokenOf(text)]) scan(text);
      else if (text && visible.length === 1) scan(visible[0].dataset.badge);
      else { say(box.dataset.textUnknown, "bad"); return; }
      field.value = "";
      narrow();
      field.focus();
    }
  });
  function narrow() {
    const text = people[tokenOf(field.value)] ? "" : field.value.trim().toLowerCase();
    box.querySelectorAll("[data-badge]").forEach((row) => { row.hidden = Boolean(text) && !row.dataset.name.toLowerCase().includes(text); });
  }
  field.addEventListener("input", narrow);
  window.addEventListener("online", send);
  window.setInterval(send, 5000);

  /* The camera, where the browser reads codes by itself. */
  const camera = find("data-camera"), video = find("data-video");
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    camera.hidden = false;
    camera.addEventListener("click", async () => {
      try {
        const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
        video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        video.hidden = false;
        await video.play();
        let last = "";
        window.setInterval(async () => {
          const found = await detector.detect(video);
          if (found.length && found[0].rawValue !== last) { last = found[0].rawValue; scan(last); }
        }, 300);
      } catch (error) { camera.hidden = true; }
    });
  }
  show();
  if (box.dataset.scanned) { scan(box.dataset.scanned); field.value = ""; }
  send();
})();
