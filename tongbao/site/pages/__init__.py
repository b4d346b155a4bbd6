"""The kinds of pages: what the template of each sees, and the function that plans it, in one file."""
