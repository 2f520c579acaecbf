// The desk's one script: everything works without it, it only saves clicks.
(function () {
  "use strict";
  var body = document.body, root = document.documentElement;
  var table = JSON.parse(body.dataset.keys || "[]"), on = body.dataset.on;
  function $(s, at) { return (at || document).querySelector(s); }
  function all(s, at) { return Array.prototype.slice.call((at || document).querySelectorAll(s)); }
  function kept(name) { try { return localStorage.getItem(name); } catch (e) { return null; } }
  function keep(name, value) { try { localStorage.setItem(name, value); } catch (e) { /* not kept */ } }

  // Theme, without loading the page again; the cookie is for the server's next page.
  all("[data-theme-to]").forEach(function (a) {
    a.addEventListener("click", function (e) {
      e.preventDefault();
      root.dataset.theme = a.dataset.themeTo;
      document.cookie = "theme=" + a.dataset.themeTo + "; Path=/; SameSite=Lax; Max-Age=31536000";
    });
  });

  // A field lights its words in every report, and words their fields.
  var lit = [];
  function light(keys, from) {
    lit.forEach(function (x) { x.classList.remove("lit"); });
    lit = [];
    if (!keys.length) { return; }
    all("mark[data-f], [data-field]").forEach(function (x) {
      var own = x.dataset.field ? [x.dataset.field] : x.dataset.f.split(" ");
      if (own.some(function (k) { return keys.indexOf(k) >= 0; })) { x.classList.add("lit"); lit.push(x); }
    });
    if (from && from.dataset.field) {
      all(".text").forEach(function (box) {
        var first = $("mark.lit", box);
        if (first && box.scrollHeight > box.clientHeight) { box.scrollTop = first.offsetTop - box.offsetTop - 40; }
      });
    }
  }
  function keysOf(x) {
    var f = x.closest && x.closest("[data-field], mark[data-f]");
    return f ? { x: f, keys: f.dataset.field ? [f.dataset.field] : f.dataset.f.split(" ") } : null;
  }
  ["mouseover", "focusin"].forEach(function (event) {
    document.addEventListener(event, function (e) {
      var found = keysOf(e.target);
      if (found) { light(found.keys, found.x); } else if (lit.length && event === "mouseover") { light([]); }
    });
  });
  document.addEventListener("click", function (e) {
    var mark = e.target.closest && e.target.closest("mark[data-f]");
    var row = mark && document.getElementById(mark.dataset.f.split(" ")[0]);
    if (row) { row.scrollIntoView({ block: "nearest" }); row.focus({ preventScroll: true }); }
  });

  // Links to quotes go to the clipboard.
  document.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest("[data-copy]");
    if (a && navigator.clipboard) {
      navigator.clipboard.writeText(a.href).then(function () {
        var was = a.textContent;
        a.textContent = body.dataset.copied;
        setTimeout(function () { a.textContent = was; }, 1500);
      }, function () { /* the link itself still works */ });
    }
  });

  // Rows: the one we are at, and its preview beside the list.
  var rows = all("[data-list] [data-row]"), at = -1, pane = $("[data-preview]"), shown = null, asked = 0;
  function go(n) {
    if (!rows.length) { return; }
    at = Math.max(0, Math.min(rows.length - 1, n));
    rows.forEach(function (r, i) { r.classList.toggle("here", i === at); });
    var link = $("a.open", rows[at]);
    rows[at].scrollIntoView({ block: "nearest" });
    if (link) { link.focus({ preventScroll: true }); }
    if (pane && !pane.hidden) { preview(); }
  }
  function close() {
    if (!pane || pane.hidden) { return false; }
    pane.hidden = true;
    pane.parentNode.classList.remove("open");
    pane.textContent = "";
    shown = null;
    return true;
  }
  function preview() {
    var link = at >= 0 && $("a.open", rows[at]);
    if (!link || !pane) { return; }
    var mine = ++asked, url = link.getAttribute("href");
    fetch(url + "?preview=1", { credentials: "same-origin" }).then(function (r) { return r.ok ? r.text() : ""; }).then(function (html) {
      if (mine !== asked || !html) { return; }
      // The server's own template, escaped there; a parsed document runs no script.
      var page = new DOMParser().parseFromString(html, "text/html");
      pane.replaceChildren.apply(pane, Array.prototype.slice.call(page.body.childNodes));
      pane.hidden = false;
      pane.parentNode.classList.add("open");
      pane.scrollTop = 0;
      shown = url;
    });
  }
  if (pane) {
    document.addEventListener("click", function (e) {
      var link = e.target.closest && e.target.closest("[data-row] a.open");
      if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button || innerWidth < 900) { return; }
      if (shown === link.getAttribute("href") && !pane.hidden) { return; }
      e.preventDefault();
      at = rows.indexOf(link.closest("[data-row]"));
      rows.forEach(function (r, i) { r.classList.toggle("here", i === at); });
      preview();
    });
  }

  // Keys: letters of a Latin layout by what they are, keys of other scripts by where they lie.
  function named(e) {
    var k = e.key;
    if (k.length !== 1 || k.charCodeAt(0) < 128) { return k.length === 1 ? k.toLowerCase() : k; }
    var c = e.code || "";
    if (/^Key[A-Z]$/.test(c)) { return c.charAt(3).toLowerCase(); }
    if (/^Digit[0-9]$/.test(c)) { return c.charAt(5); }
    if (c === "Slash") { return e.shiftKey ? "?" : "/"; }
    return c === "Space" ? " " : k;
  }
  function typing(x) { return x && (x.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(x.tagName)); }
  var busy = false;
  function act(does, e) {
    var target = $("[data-do='" + does + "']");
    if (does === "next") { go(at + 1); return rows.length; }
    if (does === "previous") { go(at - 1); return rows.length; }
    if (does === "open") {
      if (typing(e.target) || /^(A|BUTTON|SUMMARY)$/.test(e.target.tagName) && !e.target.closest("[data-row]")) { return false; }
      var link = at >= 0 && $("a.open", rows[at]);
      if (link) { location.href = link.href; }
      return link;
    }
    if (does === "preview") { if (at < 0) { go(0); } if (!close()) { preview(); } return true; }
    if (does === "close") { return close(); }
    if (does === "search") { if (target) { target.focus(); target.select(); } return true; }
    if (!target || busy) { return false; }
    if (does === "edit") { target.parentNode.open = true; var field = $("input:not([type=hidden])", target.parentNode); if (field) { field.focus(); } return true; }
    if (target.tagName === "BUTTON") { busy = true; }
    target.click();
    return true;
  }
  document.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.defaultPrevented) { return; }
    if (typing(e.target)) { if (e.key === "Escape") { e.target.blur(); } return; }
    if (kept("keys") === "off" && e.key !== "Escape") { return; }
    var key = named(e);
    // Space and Enter press what has the focus, where something to press has it.
    if ((key === " " || key === "Enter") && /^(BUTTON|SUMMARY)$/.test(e.target.tagName)) { return; }
    var found = table.filter(function (k) {
      var here = k.on === "all" || k.on === on || k.on === "list" && on === "record" && rows.length;
      return here && k.keys.indexOf(key) >= 0;
    })[0];
    if (found && (found.on === "review" || found.on === "all" || rows.length) && act(found.does, e)) { e.preventDefault(); }
  });
  all("[data-keys-off]").forEach(function (box) {
    box.checked = kept("keys") === "off";
    box.addEventListener("change", function () { keep("keys", box.checked ? "off" : "on"); });
  });

  // Files dropped on the page go into the form.
  all("[data-upload]").forEach(function (form) {
    var drop = $("[data-drop]", form), input = $("input[type=file]", form), note = $(".busy", form);
    ["dragover", "dragleave", "drop"].forEach(function (event) {
      drop.addEventListener(event, function (e) {
        e.preventDefault();
        drop.classList.toggle("over", event === "dragover");
        if (event === "drop" && e.dataTransfer.files.length) { input.files = e.dataTransfer.files; form.requestSubmit(); }
      });
    });
    form.addEventListener("submit", function (e) {
      var files = Array.prototype.slice.call(input.files);
      note.textContent = form.dataset.busy;
      note.hidden = false;
      if (files.length > 1 && window.fetch) { e.preventDefault(); if (!form.dataset.going) { oneByOne(form, files, note); } }
    });
  });

  // Many files go one after another, so that what became of each shows as it comes and a large heap is not too much at once.
  function oneByOne(form, files, note) {
    var bar = $("progress", form), button = $("button", form), text = $("textarea", form), came = $("[data-came]"), done = 0;
    if (text.value.trim()) { files.push(text.value); }
    form.dataset.going = "yes";
    button.disabled = true;
    bar.max = files.length;
    bar.hidden = false;
    came.textContent = "";
    function said(file) {
      bar.value = done;
      note.textContent = form.dataset.progress.replace("{done}", done).replace("{all}", files.length) + (file && file.name ? " · " + file.name : "");
    }
    function failed(file, why) {
      var line = came.appendChild(document.createElement("p"));
      line.className = "alert";
      line.textContent = (file.name || "") + ": " + why;
    }
    function show(html, file) {
      var page = new DOMParser().parseFromString(html, "text/html"), part = $("[data-came]", page), why = $("main p:not(.meta)", page);
      if (part) { came.appendChild(document.importNode(part, true)); } else { failed(file, why ? why.textContent : ""); }
    }
    function next() {
      var file = files[done];
      said(file);
      if (file === undefined) { delete form.dataset.going; button.disabled = false; form.reset(); return; }
      var data = new FormData();
      data.append(file.name === undefined ? "text" : "file", file);
      fetch(form.action, { method: "POST", body: data }).then(function (r) { return r.text(); }).then(function (html) { show(html, file); }, function () { failed(file, form.dataset.lost); }).then(function () { done += 1; next(); });
    }
    next();
  }
})();
