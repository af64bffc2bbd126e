"""Reading matches for pages and API: progress, sentences, cards."""
