"""The Experiments page: the board, one experiment in detail, and the dialogs of its actions."""
