"""The command line: one table of verbs; everything that can be done works without a screen."""
