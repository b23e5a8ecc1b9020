"""Rows that several topics show: goals, the ledger, and the records beside a question."""
