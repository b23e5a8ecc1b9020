"""What is due today, and the decks suggested over the months of an engagement."""
