/*
 * The page 查找: reads query and filters from the address, loads what they need, shows the table, and writes
 * every change back into the address, behind its #, which works from disk as well. The query string (?q=) is read
 * too, so that the plain form of any page leads here.
 */
(own => {
  "use strict";

  const PAGE = 50, AT_ONCE = 6, PAPERS = 20, COLUMNS = 6, LONG = 30;
  const PERIOD = own.FACETS.indexOf("period"), TITLES = own.TITLES;
  const element = own.element, byId = id => document.getElementById(id);
  let store = null, finder = null, facets = null, state = null, allPapers = false, resting = 0, writing = 0, pushing = false;
  const wanted = new Set(), failed = [];

  // ---- the address -------------------------------------------------------------------------------------------

  /** Whether the address names a place of the page, such as #main or #large-print, and no state. */
  function namesPlace() {
    return location.hash !== "" && location.hash.indexOf("=") < 0;
  }

  function readAddress() {
    const given = new URLSearchParams(location.hash && !namesPlace() ? location.hash.slice(1) : location.search);
    return {
      q: given.get("q") || "", sort: given.get("sort") || "", all: given.get("all") === "1",
      page: Math.max(1, parseInt(given.get("page"), 10) || 1),
      chosen: own.FACETS.map(facet => new Set(given.getAll(facet))),
    };
  }

  function writeAddress(keep) {
    const said = new URLSearchParams();
    said.append("q", state.q);
    own.FACETS.forEach((facet, place) => {
      state.chosen[place].forEach(value => { said.append(facet, value); });
    });
    if (state.sort) { said.append("sort", state.sort); }
    if (state.all) { said.append("all", "1"); }
    if (state.page > 1) { said.append("page", String(state.page)); }
    const address = "#" + said.toString();
    if (address !== location.hash) {
      history[keep ? "replaceState" : "pushState"](null, "", address);
    }
  }

  /** The answer is shown first: a new address makes the browser look at the whole page again. */
  function writeSoon(keep) {
    clearTimeout(writing);
    pushing = pushing || !keep;
    writing = setTimeout(() => {
      writeAddress(!pushing);
      pushing = false;
    }, 0);
  }

  // ---- loading -----------------------------------------------------------------------------------------------

  function shardsWanted() {
    const spans = state.chosen[PERIOD];
    return store.index.shards.filter(shard => shard.first || state.all || spans.has(shard.span));
  }

  function load() {
    shardsWanted().forEach(shard => {
      if (wanted.has(shard.path)) { return; }
      wanted.add(shard.path);
      const script = element("script", {src: shard.path});
      script.onerror = () => { failed.push(shard.path); show(); };
      document.head.appendChild(script);
    });
  }

  function waiting() {
    return shardsWanted().filter(shard => !store.loaded.has(shard.path) && failed.indexOf(shard.path) < 0);
  }

  function size(bytes) {
    return bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + " KB" : (bytes / 1048576).toFixed(1) + " MB";
  }

  // ---- showing -----------------------------------------------------------------------------------------------

  function clear(node) { while (node.firstChild) { node.removeChild(node.firstChild); } }

  function fill(node, children) {
    clear(node);
    children.forEach(child => {
      node.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
  }

  function show() {
    const left = waiting();
    clearTimeout(resting);
    if (left.length) {
      byId("count").textContent = "正在读入，还有" + left.length + "个文件。";
      return;
    }
    const result = finder.find(state);
    draw(result);
    if (result.missing) { seek(finder.nearest(state, result), result); }
  }

  /** Look for what is near, a step at a time; whoever asks something else meanwhile stops it. */
  function seek(steps, result) {
    resting = setTimeout(() => {
      if (steps.next().done) { draw(result); } else { seek(steps, result); }
    }, 0);
  }

  function draw(result) {
    const pages = Math.max(1, Math.ceil(result.rows.length / PAGE));
    state.page = Math.min(state.page, pages);
    showScope();
    byId("count").textContent = (failed.length ? "读不到文件：" + failed.join("、") + "。" : "") + countSentence(result);
    showChosen();
    if (!result.missing) { facets.show(result.counts, state.chosen); }
    byId("filters").hidden = !facets.any;
    byId("sorting").hidden = result.rows.length < 2;
    byId("plain").hidden = result.missing || result.rows.length + result.papers.length > 0;
    showRows(result);
    showPages(pages);
    showPapers(result);
  }

  function countSentence(result) {
    const many = result.rows.length, query = own.words(state.q).length ? shortened(state.q.trim()) : "";
    const papers = result.papers.length ? "，另有文件、指标和报道" + result.papers.length + "条" : "";
    const when = state.all || state.chosen[PERIOD].size || byId("scope").hidden ? "" : "（最近一期）";
    if (result.near || result.missing) {
      return "没有与“" + query + "”完全一致的内容" + when + (result.near ? "，以下" + many + "项相近" : "，正在找相近的") + papers + "。";
    }
    if (!many && result.outside) { return "筛选条件之内没有" + when + "；去掉全部条件有" + result.outside + "项分工" + papers + "。"; }
    if (!many && query) { return "没有找到“" + query + "”" + when + papers + "。可以少写几个字、换一个说法" + (when ? "，或者查全部期次" : "") + "。"; }
    if (!many) { return "没有分工" + when + "。"; }
    const what = result.tasks + "项任务、" + many + "项分工";
    return query ? "“" + query + "”：" + what + when + papers + "。" : "共" + what + when + "。";
  }

  /** A long query is not repeated in full. */
  function shortened(query) {
    const signs = Array.from(query);
    return signs.length > LONG ? signs.slice(0, LONG).join("") + "…" : query;
  }

  function showChosen() {
    const items = [];
    own.FACETS.forEach((facet, place) => {
      state.chosen[place].forEach(value => {
        const button = element("button", {type: "button", "class": "chosen"}, [
          TITLES[facet] + "：" + own.nameOf(store, facet, value), element("span", {"aria-hidden": "true"}, [" ×"]),
          element("span", {"class": "unseen"}, ["，去掉这个条件"])]);
        button.onclick = () => { choose(place, value, false); byId("q").focus(); };
        items.push(element("li", {}, [button]));
      });
    });
    if (items.length > 1) {
      const none = element("button", {type: "button", "class": "chosen"}, ["去掉全部条件"]);
      none.onclick = () => {
        state.chosen.forEach(one => { one.clear(); });
        changed();
        byId("q").focus();
      };
      items.push(element("li", {}, [none]));
    }
    fill(byId("chosen"), items);
  }

  function showScope() {
    const rest = store.index.shards.filter(one => !store.loaded.has(one.path));
    const bytes = rest.reduce((sum, one) => sum + one.bytes, 0);
    const past = store.index.shards.filter(one => one.span).length > 1;
    byId("scope").hidden = !past;
    byId("all").checked = state.all;
    byId("cost").textContent = rest.length ? "还要读入" + rest.length + "期，约" + size(bytes) : "";
  }

  /** The first rows are there at once, the rest of the page right after: laying out text is what takes time. */
  function showRows(result) {
    const from = (state.page - 1) * PAGE, rows = result.rows.slice(from, from + PAGE), table = byId("found");
    const drawRow = drawer(result, table);
    Array.from(table.tBodies).forEach(body => { table.removeChild(body); });
    rows.slice(0, AT_ONCE).forEach(drawRow);
    table.setAttribute("aria-busy", String(result.missing || rows.length > AT_ONCE));
    if (rows.length > AT_ONCE) {
      resting = setTimeout(() => {
        rows.slice(AT_ONCE).forEach(drawRow);
        table.setAttribute("aria-busy", "false");
      }, 0);
    }
    table.hidden = !rows.length;
    byId("caption").textContent = caption(result, from, rows.length);
    Array.from(table.tHead.rows[0].cells).forEach(head => {
      const sorted = state.sort && head.dataset.sort === state.sort;
      if (sorted) { head.setAttribute("aria-sort", "ascending"); } else { head.removeAttribute("aria-sort"); }
    });
  }

  /** What puts one row after the other into the table, those of a task below its line. */
  function drawer(result, table) {
    const options = {words: result.words, several: store.plans.size > 1};
    let body = null, task = -1;
    return place => {
      const row = store.rows[place], group = store.groupOf[place], count = result.many[group];
      const grouped = result.grouped && count > 1;
      if (!body || (result.grouped && group !== task)) {
        body = table.appendChild(element("tbody"));
        if (grouped) { body.appendChild(own.heading(row, count, options, COLUMNS)); }
      }
      task = group;
      body.appendChild(own.drawn(store, row, Object.assign({grouped}, options)));
    };
  }

  function caption(result, from, count) {
    const part = result.rows.length > PAGE ? "，第" + (from + 1) + "至" + (from + count) + "项" : "";
    return (result.near ? "相近的分工" : "分工") + "，共" + result.rows.length + "项" + part;
  }

  function showPages(pages) {
    const buttons = [];
    function button(to, text) {
      const made = element("button", {type: "button"}, [text]);
      made.onclick = () => { state.page = to; show(); writeSoon(false); byId("results").focus(); };
      buttons.push(made);
    }
    if (state.page > 1) { button(state.page - 1, "上一页"); }
    if (pages > 1) { buttons.push(element("span", {}, ["第" + state.page + "页，共" + pages + "页"])); }
    if (state.page < pages) { button(state.page + 1, "下一页"); }
    fill(byId("pages"), buttons);
    byId("pages").hidden = pages < 2;
  }

  function showPapers(result) {
    const list = result.papers.slice(0, allPapers ? Infinity : PAPERS);
    fill(byId("papers"), list.map(one => own.paper(store, one, result.words)));
    byId("papers-part").hidden = !result.papers.length;
    byId("papers-head").textContent = "文件、指标和报道，" + result.papers.length + "条";
    byId("papers-more").hidden = list.length === result.papers.length;
    byId("papers-more").textContent = "显示全部" + result.papers.length + "条";
  }

  // ---- what the reader does ----------------------------------------------------------------------------------

  function changed(keep) {
    state.page = 1;
    allPapers = false;
    load();
    show();
    writeSoon(keep);
  }

  function choose(facet, value, on) {
    if (on) { state.chosen[facet].add(value); } else { state.chosen[facet].delete(value); }
    changed();
  }

  function listen() {
    let timer = 0;
    byId("q").addEventListener("input", event => {
      clearTimeout(timer);
      if (event.isComposing) { return; }       // half a Chinese word is no query yet
      timer = setTimeout(() => { state.q = byId("q").value; changed(true); }, 120);
    });
    byId("q").addEventListener("compositionend", () => { state.q = byId("q").value; changed(true); });
    byId("search").addEventListener("submit", event => {
      event.preventDefault();
      clearTimeout(timer);
      state.q = byId("q").value;
      changed();
    });
    byId("sort").addEventListener("change", () => { state.sort = byId("sort").value; changed(); });
    byId("all").addEventListener("change", () => { state.all = byId("all").checked; changed(); });
    byId("papers-more").addEventListener("click", () => { allPapers = true; show(); byId("papers").querySelectorAll("a")[PAPERS].focus(); });
    window.addEventListener("popstate", () => { if (!namesPlace()) { arrive(); } });
  }

  /** Take over what the address says. */
  function arrive() {
    clearTimeout(writing);
    pushing = false;
    state = readAddress();
    byId("q").value = state.q;
    byId("sort").value = state.sort;
    load();
    show();
  }

  function take(one) {
    if (one.kind === "index" && !store) {
      store = new own.Store(one);
      finder = new own.Finder(store);
      facets = new own.Facets(store, byId("facets"), choose);
      byId("plain").hidden = true;
      byId("ways").textContent = "也可以从这里找：";
      byId("live").hidden = false;
      byId("filters").open = byId("results").offsetLeft > byId("filters").offsetLeft;      // they stand side by side
      listen();
      arrive();
      byId("q").focus();
    } else if (one.kind === "shard") {
      store.add(one);
      show();
    }
  }

  // The index and the shards are scripts that push onto one list, whichever of us comes first.
  const before = self.tongbao || [];
  self.tongbao = {push: take};
  before.forEach(take);
})(self.TongbaoSearch = self.TongbaoSearch || {});
