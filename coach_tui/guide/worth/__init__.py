"""The worth of the coaching: goals and their ratings, check-outs, the evaluation."""
