dofile("benchmarks/lua/desk.lua")

-- One student's courses.
make = read
