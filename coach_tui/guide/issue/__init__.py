"""Issues: entry gates, the thread of related records, statistics, similar issues elsewhere."""
