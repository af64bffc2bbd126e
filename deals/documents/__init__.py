"""Contract texts and what registration asks of them: filling, checking, drawing as DOCX and PDF."""
