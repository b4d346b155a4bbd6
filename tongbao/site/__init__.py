"""Records -> pages: what each address says, without templates and without the disk."""
