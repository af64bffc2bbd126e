"""Reading files as people have them: what they are, which column means what, what each cell says.

Nothing in here writes to the database; ``integration.actions.imports`` does.
"""
