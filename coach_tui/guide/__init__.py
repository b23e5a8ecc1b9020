"""What the method derives from records: sessions, issues, experiments, evaluation, what is due.

No screens here, and no files beside drafts: functions take records and return values or plans.
"""
