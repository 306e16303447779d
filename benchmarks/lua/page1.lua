dofile("benchmarks/lua/desk.lua")

-- The first page of the longest roster.
make = function()
  return wrk.format("GET", "/courses/431/students?limit=50")
end
