"""What must hold for every row of the database, and what mends it where it does not.

`broken` is never to be: a fault of ours, or of a hand that wrote past the service.
`unsettled` comes of the edit of a rule, which evicts nobody: somebody has to look at it.
"""
