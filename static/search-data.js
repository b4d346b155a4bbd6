/*
 * What has been loaded, and what in it fits: rows (an assignment in a period) and documents.
 * In: the objects that search/*.js push. Out: a Store that finds words and counts filters. Touches no page.
 */
(own => {
  "use strict";

  const TITLES = 4;                       // so many fields of a row name it
  const TEXT = 1, WHO = 2, TITLE = 3, NUMBER = 4;
  const FACETS = ["plan", "unit", "status", "person", "section", "period"];

  /** Rows with their texts: one long text, a line a row. Lines are found by where they start. */
  function tableOf(data, first, titles) {
    const starts = new Int32Array(data.rows.length + 1);
    for (let line = 1, at = 0; line <= data.rows.length; line++) {
      at = data.text.indexOf("\n", at) + 1 || data.text.length + 1;
      starts[line] = at;
    }
    return {rows: data.rows, text: data.text, edits: data.edits, starts, first, titles};
  }

  function lineAt(table, at) {
    let low = 0, high = table.rows.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (table.starts[middle] <= at) { low = middle; } else { high = middle; }
    }
    return low;
  }

  function rankAt(table, line, at, length) {
    const start = table.starts[line], after = table.text[at + length];
    if (at === start && table.titles > 1 && (after === "\t" || after === "(")) {
      return NUMBER;
    }
    let end = start - 1;
    for (let field = 0; field < table.titles; field++) {
      const next = table.text.indexOf("\t", end + 1);
      if (next < 0 || next >= table.starts[line + 1] - 1) { return TITLE; }
      end = next;
    }
    return at < end ? TITLE : TEXT;
  }

  /** Raise the rank of every row whose text holds a word. */
  function rankTexts(table, word, ranks) {
    let at = table.text.indexOf(word);
    while (at >= 0) {
      const line = lineAt(table, at);
      ranks[table.first + line] = Math.max(ranks[table.first + line], rankAt(table, line, at, word.length));
      at = table.text.indexOf(word, table.starts[line + 1]);
    }
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
      this.plans = new Map(index.plans.map((plan, place) => {
        return [plan.id, {
          data: plan, place,
          tasks: new Map(plan.tasks.map((task, order) => [task, order])),
          past: new Set(plan.past),
          also: new Set(plan.also.map(one => one.join(" "))),
          statuses: new Map(plan.statuses.map((one, order) => [one[0], {word: one[0], glyph: one[1], tone: one[2], lagging: one[3], order}])),
        }];
      }));
      this.units = new Map(index.units.map(unit => [unit[0], {name: unit[1], path: unit[2], names: [unit[1]].concat(unit[3]), rows: []}]));
      this.persons = new Map(index.persons.map(person => [person[0], {name: person[1], path: person[2], unit: person[3], names: [person[1]], rows: []}]));
      this.spans = new Map(index.shards.map(shard => [shard.span, shard]));
      for (const one of Array.from(this.units.values()).concat(Array.from(this.persons.values()))) {
        one.compared = one.names.map(own.normal);
      }
      this.names = FACETS.map(() => []);     // the values of every facet, in order of arrival
      this.numbers = FACETS.map(() => new Map());
      for (const shard of index.shards.slice().reverse()) {
        if (shard.rows && shard.span) { this.number(5, shard.span); }
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
        this.tables.push(table);
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
      const key = data[0] + "/" + data[1];
      const row = {
        plan: plan, task: data[0], position: data[1], span, table, line,
        path: plan.data.folder + data[0] + ".html" + (data[2] ? "#" + data[2] : ""),
        page: plan.data.folder + data[0] + ".html",
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
      return row;
    }

    /** How well every row fits one word: 0 is not at all. */
    rank(word) {
      const ranks = new Uint8Array(this.rows.length);
      for (const all of [this.units, this.persons]) {
        for (const one of all.values()) {
          if (one.compared.some(name => name.indexOf(word) >= 0)) {
            for (const row of one.rows) { ranks[row] = WHO; }
          }
        }
      }
      for (const table of this.tables) { rankTexts(table, word, ranks); }
      return ranks;
    }

    rankDocuments(word) {
      const ranks = new Uint8Array(this.documents.length);
      for (const table of this.papers) { rankTexts(table, word, ranks); }
      return ranks;
    }

    /** How well every row, or document, fits all words: as well as the one that fits least. */
    fit(words, documents) {
      const all = words.map(word => documents ? this.rankDocuments(word) : this.rank(word));
      const least = new Uint8Array(documents ? this.documents.length : this.rows.length);
      for (let place = 0; place < least.length; place++) {
        let rank = NUMBER;
        for (const ranks of all) { if (ranks[place] < rank) { rank = ranks[place]; } }
        least[place] = rank;
      }
      return least;
    }

    /** How many of the query's pairs of characters every row shares, and how many there are. */
    nearness(words) {
      const pairs = own.pairs(words), shared = new Uint8Array(this.rows.length);
      for (const pair of pairs) {
        const ranks = this.rank(pair);
        for (let place = 0; place < shared.length; place++) { if (ranks[place]) { shared[place]++; } }
      }
      return {shared, pairs};
    }

    /**
     * The rows that pass all filters, and for every facet how many rows each value would give, the other
     * filters as they are. ``chosen`` is a list of sets of numbers, a facet each; ``all`` takes past rows too.
     */
    filter(ranks, chosen, all) {
      const counts = this.names.map(names => new Int32Array(names.length));
      const found = [], period = FACETS.length - 1, past = all || chosen[period].size > 0;
      for (let place = 0; place < this.rows.length; place++) {
        if (!ranks[place]) { continue; }
        const row = this.rows[place];
        let failed = -1, failures = 0;
        for (let facet = 0; facet < chosen.length && failures < 2; facet++) {
          const wanted = chosen[facet];
          if (wanted.size && !row.values[facet].some(value => wanted.has(value))) {
            failed = facet;
            failures++;
          }
        }
        if (failures > 1) { continue; }
        const counted = past || row.current;
        if (!failures && counted) { found.push(place); }
        for (let facet = 0; facet < chosen.length; facet++) {
          if ((!failures || facet === failed) && (counted || facet === period)) {
            for (const value of row.values[facet]) { counts[facet][value]++; }
          }
        }
      }
      return {found, counts};
    }
  }

  Object.assign(own, {Store, FACETS});
})(self.TongbaoSearch = self.TongbaoSearch || {});
