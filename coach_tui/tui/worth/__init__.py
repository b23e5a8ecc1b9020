"""The Value page: goals, ledger, predictions, check-outs, counts."""
