"""Forms for the units: written, sent, collected, matched with the tasks."""
