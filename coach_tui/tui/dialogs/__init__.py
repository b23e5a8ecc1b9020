"""Modal dialogs shared by the topics: forms, questions, a record, blind values, capture."""
