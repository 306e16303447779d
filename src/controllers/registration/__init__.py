"""How an act on enrollments is done: what it locks and loads, the judging, and the queues."""
