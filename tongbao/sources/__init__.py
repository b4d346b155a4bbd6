"""PDF, Word, Excel and text files -> one ``Document`` of blocks and tables, each with its place."""
