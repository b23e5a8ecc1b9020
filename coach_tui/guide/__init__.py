"""What the method derives from records: sessions, issues, experiments, evaluation, what is due.

Knows no screen. Functions take records and return values or plans; the few that read or write files
say so.
"""
