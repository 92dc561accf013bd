"use strict";
// Everything works without this script; it adds dropping files, a bar while they are sent, and results at once.

// The key comes in the fragment, which no server and no log sees. It leaves the address before anything else is done.
const key = decodeURIComponent(location.hash.slice(1));
if (key) {
  history.replaceState(null, "", location.pathname + location.search);
  const field = document.getElementById("key");
  if (field) {
    field.value = key;
    document.getElementById("sign-in").querySelector("button").click();
  }
}

// Sends a form with its files and shows how far it is.
function send(form, files) {
  const data = new FormData(form);
  if (files) {
    data.delete("file");
    for (const file of files) data.append("file", file, file.name);
  }
  const bar = form.querySelector(".upload");
  const progress = bar.querySelector("progress");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress.value = (100 * event.loaded) / event.total;
  });
  request.addEventListener("load", () => {
    if (request.status === 200 && request.responseURL !== form.action) {
      location.assign(request.responseURL);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    document.getElementById("content").replaceWith(page.getElementById("content"));
    scrollTo(0, 0);
  });
  request.addEventListener("error", () => {
    bar.hidden = true;
    form.submit();
  });
  bar.hidden = false;
  request.send(data);
}

const doors = [...document.querySelectorAll("form.door")];
for (const door of doors) {
  door.addEventListener("submit", (event) => {
    event.preventDefault();
    send(door, null);
  });
}

// A file may be dropped anywhere; where it is on no box, the first one takes it.
function doorOf(event) {
  const target = event.target instanceof Element ? event.target.closest("form.door") : null;
  return target || doors[0];
}
function light(door) {
  for (const other of doors) other.classList.toggle("over", other === door);
}
if (doors.length) {
  addEventListener("dragover", (event) => {
    event.preventDefault();
    light(doorOf(event));
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) light(null);
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    const door = doorOf(event);
    light(null);
    const files = [...event.dataTransfer.files];
    if (files.length) send(door, door.querySelector("input[type=file]").multiple ? files : files.slice(0, 1));
  });
}

// A rule's result follows its switches.
const rule = document.querySelector("form[data-instant]");
if (rule) {
  let turn = 0;
  rule.addEventListener("change", async () => {
    const mine = ++turn;
    const place = document.getElementById("instant");
    if (!place) return rule.submit();
    place.setAttribute("aria-busy", "true");
    const fields = new URLSearchParams(new FormData(rule));
    fields.set("part", "1");
    const answer = await fetch(rule.action, { method: "POST", body: fields });
    if (mine !== turn) return;
    if (answer.status !== 200) return location.reload();
    place.innerHTML = await answer.text();
    place.removeAttribute("aria-busy");
  });
}
