"""What it was worth: goals, check-outs, the evaluation."""
