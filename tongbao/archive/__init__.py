"""Frozen months: a bag for each, the register of all, and the proof that nothing in them has changed."""
