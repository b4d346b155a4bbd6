"""The commands of Tongbao: what stands on the command line, what is printed, how each ends."""
