"""The office's own work: forms out to the units and back, and the next bulletin."""
