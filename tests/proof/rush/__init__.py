"""Many students and few seats, over HTTP, from many processes to several processes."""
