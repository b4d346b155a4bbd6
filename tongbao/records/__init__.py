"""The records of a site: their model, YAML with line marks in and out, loading and checks."""
