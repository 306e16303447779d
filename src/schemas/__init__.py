"""The shape of the wire: what a request may say and how an answer reads."""
