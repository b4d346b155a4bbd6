"""A source document -> a notice: its kind, its claims, its draft records, merged into content/."""
