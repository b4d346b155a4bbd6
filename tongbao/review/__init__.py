"""The review of a month in the browser: what is open, asked one by one beside its notice, and what an answer writes.

``questions`` makes the questions of a site, a module for each kind of record; ``desk`` shows them and takes answers. An
answer changes the same YAML as a person would, as one step of the journal, and is kept as a decision.
"""
