/*
 * What has been loaded, and what in it fits: rows (an assignment in a period) and documents.
 * In: the objects that search/*.js push. Out: a Store that finds words and counts filters. Touches no page.
 */
(own => {
  "use strict";

  const TITLES = 4;                       // so many fields of a row name it
  const TEXT = 1, WHO = 2, TITLE = 3, NUMBER = 4;
  const PAIRS = 24, SAMPLE = 16;
  const FACETS = ["plan", "unit", "status", "person", "section", "period"], PERIOD = 5;

  /**
   * Rows with their texts: one long text, a line a row. ``starts`` says where each line begins, ``heads`` where
   * the fields end that name the row: the first ``titles`` of it.
   */
  function tableOf(data, first, titles) {
    const text = data.text, count = data.rows.length;
    const starts = new Int32Array(count + 1), heads = new Int32Array(count);
    for (let line = 0, at = 0; line < count; line++) {
      starts[line] = at;
      const end = (text.indexOf("\n", at) + 1 || text.length + 1) - 1;
      for (let field = 0; field < titles && at <= end; field++) {
        at = (text.indexOf("\t", at) + 1) || end + 1;
      }
      heads[line] = Math.min(at, end);
      at = starts[line + 1] = end + 1;
    }
    return {rows: data.rows, text, edits: data.edits, starts, heads, first, titles};
  }

  /** How well a word fits a line that holds it first at a place; a row's number is its first field. */
  function rankAt(table, line, at, length) {
    if (at >= table.heads[line]) { return TEXT; }
    const after = table.text[at + length];
    return at === table.starts[line] && table.titles > 1 && (after === "\t" || after === "(") ? NUMBER : TITLE;
  }

  /** The next place of a word, sought by the end of it that is quick to find. */
  function next(text, word, end, from) {
    const back = word.length - end.length;
    let at = text.indexOf(end, from + back);
    while (at >= 0 && !text.startsWith(word, at - back)) { at = text.indexOf(end, at + 1); }
    return at - (at < 0 ? 0 : back);
  }

  /** Raise the rank of every row whose text holds a word, of those that hold the words before it. */
  function rankTexts(table, word, end, ranks, among) {
    const count = table.rows.length, starts = table.starts;
    let line = -1;
    for (;;) {
      do { line++; } while (among && line < count && !among[table.first + line]);
      const at = line < count ? next(table.text, word, end, starts[line]) : -1;
      if (at < 0) { return; }
      while (starts[line + 1] <= at) { line++; }
      const place = table.first + line;
      if (!among || among[place]) { ranks[place] = Math.max(ranks[place], rankAt(table, line, at, word.length)); }
    }
  }

  const NONE = -1, MORE = -2;

  /** The one facet whose filter a row does not pass, NONE where it passes all, MORE where it fails several. */
  function failedFacet(values, chosen, active) {
    let failed = NONE;
    for (const facet of active) {
      if (!values[facet].some(value => chosen[facet].has(value))) {
        if (failed !== NONE) { return MORE; }
        failed = facet;
      }
    }
    return failed;
  }

  class Store {
    constructor(index) {
      this.index = index;
      this.rows = [];
      this.documents = [];
      this.tables = [];
      this.papers = [];
      this.loaded = new Set();
      this.version = 0;
      this.groups = new Map();               // the page of a task -> its number
      this.currents = [];                    // for every row 1 where it stands as of now
      this.flat = [];                        // the values of all rows, one after the other, as number * facets + facet
      this.flatEnds = [];                    // the place of a row -> where its values end
      this.groupOf = [];                     // the place of a row -> the number of its task
      this.orders = new Map();
      this.signs = new Uint32Array(65536);   // how often every character stands in a sample of the texts,
      this.bytes = new Uint32Array(256);     // and every byte
      this.districts = new Map(index.districts);
      this.plans = new Map(index.plans.map((plan, place) => {
        return [plan.id, {
          data: plan, place,
          tasks: new Map(plan.tasks.map((task, order) => [task, order])),
          past: new Set(plan.past),
          also: new Set(plan.also.map(one => one.join(" "))),
          statuses: new Map(plan.statuses.map((one, order) => [one[0], {word: one[0], glyph: one[1], tone: one[2], lagging: one[3], order}])),
        }];
      }));
      this.units = new Map(index.units.map(unit => [unit[0], {name: unit[1], path: unit[2], names: [unit[1]].concat(unit[3]), district: this.districts.get(unit[0].split("/")[0]) || "", rows: []}]));
      this.persons = new Map(index.persons.map(person => [person[0], {name: person[1], path: person[2], unit: person[3], names: [person[1]], district: this.districts.get(person[4]) || "", rows: []}]));
      this.spans = new Map(index.shards.map(shard => [shard.span, shard]));
      for (const one of Array.from(this.units.values()).concat(Array.from(this.persons.values()))) {
        one.compared = one.names.map(own.normal);
      }
      this.names = FACETS.map(() => []);     // the values of every facet, in order of arrival
      this.numbers = FACETS.map(() => new Map());
      for (const shard of index.shards.slice().reverse()) {
        if (shard.rows && shard.span) { this.number(PERIOD, shard.span); }
      }
    }

    /** The number of a facet's value. */
    number(facet, value) {
      const known = this.numbers[facet].get(value);
      if (known !== undefined) { return known; }
      this.numbers[facet].set(value, this.names[facet].length);
      return this.names[facet].push(value) - 1;
    }

    add(shard) {
      if (this.loaded.has(shard.path)) { return; }
      this.loaded.add(shard.path);
      this.version++;
      for (const group of shard.groups) {
        const table = tableOf(group.table, this.rows.length, TITLES);
        if (this.tables.push(table) % SAMPLE === 1) { this.learn(table.text); }
        for (let line = 0; line < table.rows.length; line++) {
          this.rows.push(this.row(this.plans.get(group.plan), shard.span, table, line));
        }
      }
      const papers = tableOf(shard.documents, this.documents.length, 1);
      this.papers.push(papers);
      for (let line = 0; line < papers.rows.length; line++) {
        const data = papers.rows[line];
        this.documents.push({kind: data[0], path: data[1], span: shard.span, table: papers, line});
      }
    }

    row(plan, span, table, line) {
      const data = table.rows[line], district = plan.data.district + "/", place = this.rows.length;
      const withDistrict = unit => district + unit;
      const key = data[0] + "/" + data[1], page = plan.data.folder + data[0] + ".html";
      if (!this.groups.has(page)) { this.groups.set(page, this.groups.size); }
      this.groupOf.push(this.groups.get(page));
      const row = {
        plan: plan, task: plan.tasks.get(data[0]), position: data[1], span, table, line, page,
        path: page + (data[2] ? "#" + data[2] : ""),
        standing: data[3], section: data[4], shared: data[5],
        units: data[6].map(withDistrict), persons: data[9],
        current: !span || (span === plan.data.as_of && !plan.past.has(key)) || plan.also.has(span + " " + key),
      };
      const members = data[7].map(withDistrict), others = data[8].map(withDistrict);
      const people = data[9].concat(data[10]);
      for (const unit of row.units.concat(members, others)) { this.units.get(unit).rows.push(place); }
      for (const person of people) {
        if (this.persons.has(person)) { this.persons.get(person).rows.push(place); }
      }
      const values = [
        [plan.data.id], row.units.concat(members), row.standing ? [row.standing] : [],
        people.filter(person => this.persons.has(person)),
        row.section ? [row.section] : [], span ? [span] : [],
      ];
      row.values = values.map((found, facet) => found.map(value => this.number(facet, value)));
      row.values.forEach((found, facet) => { found.forEach(number => { this.flat.push(number * FACETS.length + facet); }); });
      this.flatEnds.push(this.flat.length);
      this.currents.push(row.current ? 1 : 0);
      return row;
    }

    /** How well every row fits one word: 0 is not at all. Texts are read of the rows ``among``, else of all. */
    rank(word, among) {
      const ranks = new Uint8Array(this.rows.length);
      for (const all of [this.units, this.persons]) {
        for (const one of all.values()) {
          if (one.compared.some(name => name.indexOf(word) >= 0)) {
            for (const row of one.rows) { ranks[row] = WHO; }
          }
        }
      }
      const end = this.sought(word).end;
      for (const table of this.tables) { rankTexts(table, word, end, ranks, among); }
      return ranks;
    }

    rankDocuments(word, among) {
      const ranks = new Uint8Array(this.documents.length);
      for (const table of this.papers) { rankTexts(table, word, word, ranks, among); }
      return ranks;
    }

    learn(text) {
      for (let at = 0; at < text.length; at++) {
        const sign = text.charCodeAt(at);
        this.signs[sign]++;
        this.bytes[sign >> 8]++;
        this.bytes[sign & 255]++;
      }
    }

    /**
     * How often the rarest character of a word was seen, and the end of the word that is found soonest: browsers look
     * for the larger byte of the first character and compare the rest where it stands.
     */
    sought(word) {
      let many = Infinity, least = Infinity, end = word;
      for (let at = 0; at < word.length; at++) {
        const sign = word.charCodeAt(at), count = this.bytes[Math.max(sign >> 8, sign & 255)];
        many = Math.min(many, this.signs[sign]);
        if (count < least) {
          least = count;
          end = word.substr(at);
        }
      }
      return {many, end};
    }

    /** How well every row, or document, fits all words, the rarest first: as well as the one that fits least. */
    fit(words, documents) {
      let least = null;
      for (const word of words.slice().sort((a, b) => this.sought(a).many - this.sought(b).many)) {
        const ranks = documents ? this.rankDocuments(word, least) : this.rank(word, least);
        least = least ? least.map((rank, place) => Math.min(rank, ranks[place])) : ranks;
      }
      return least || new Uint8Array(documents ? this.documents.length : this.rows.length).fill(NUMBER);
    }

    /**
     * How many of the query's pairs of characters every row shares, the pairs, those of a long query in part, and how
     * many of them make a row near: half. A row far from it may be counted short. Pauses after every pair.
     */
    *nearness(words) {
      const pairs = own.pairs(words).slice(0, PAIRS), least = Math.max(1, Math.ceil(pairs.length / 2));
      const shared = new Uint8Array(this.rows.length);
      for (let step = 0; step < pairs.length; step++) {
        const ranks = this.rank(pairs[step], step > pairs.length - least ? shared : null);
        for (let place = 0; place < shared.length; place++) { if (ranks[place]) { shared[place]++; } }
        yield;
      }
      return {shared, pairs, least};
    }

    /** All rows in an order, as places; kept until more is loaded. */
    inOrder(name, compare) {
      const kept = this.orders.get(name);
      if (kept && kept.version === this.version) { return kept.places; }
      const places = Int32Array.from(this.rows, (row, place) => place);
      places.sort((a, b) => compare(this.rows[a], this.rows[b]) || a - b);
      this.orders.set(name, {version: this.version, places});
      return places;
    }

    /**
     * The rows that pass all filters, and for every facet how many rows each value would give, the other
     * filters as they are. ``order`` holds the places of all rows; ``chosen`` is a list of sets of numbers, a facet
     * each; ``all`` takes past rows too.
     */
    filter(order, ranks, chosen, all) {
      const active = chosen.map((wanted, facet) => wanted.size ? facet : NONE).filter(facet => facet !== NONE);
      const found = [], past = all || chosen[PERIOD].size > 0, flat = this.flat, ends = this.flatEnds;
      const sums = new Int32Array(FACETS.length * Math.max(...this.names.map(names => names.length)));
      for (let step = 0; step < order.length; step++) {
        const place = order[step];
        if (!ranks[place]) { continue; }
        const counted = past || this.currents[place] === 1;
        const failed = active.length ? failedFacet(this.rows[place].values, chosen, active) : NONE;
        if (failed === MORE || (!counted && failed !== NONE && failed !== PERIOD)) { continue; }
        if (failed === NONE && counted) { found.push(place); }
        const only = failed !== NONE ? failed : counted ? NONE : PERIOD;
        for (let at = place ? ends[place - 1] : 0; at < ends[place]; at++) {
          if (only === NONE || flat[at] % FACETS.length === only) { sums[flat[at]]++; }
        }
      }
      return {found, counts: this.names.map((names, facet) => names.map((_, number) => sums[number * FACETS.length + facet]))};
    }
  }

  Object.assign(own, {Store, FACETS});
})(self.TongbaoSearch = self.TongbaoSearch || {});
