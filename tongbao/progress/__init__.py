"""Facts about the progress of plans: what an edition shows, how tasks stand, what changed. No address, no page."""
