"""What running text and lists under headings tell of how things and units stand; ``reader`` makes records of it."""
