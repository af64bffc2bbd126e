"""What pages and actions read: the clock's rules, the ladder, the next step."""
