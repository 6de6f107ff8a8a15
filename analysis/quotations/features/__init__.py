"""Features of candidates, read off the token table by array operations: cues, blocks, ends of blocks, cues of marks.

Every module here turns rows (tokens, blocks, ends) into a :class:`~analysis.quotations.features.columns.Columns`.
"""
