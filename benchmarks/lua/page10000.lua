dofile("benchmarks/lua/desk.lua")

-- The ten-thousandth page of the longest roster.
make = function()
  return wrk.format("GET", "/courses/431/students?limit=50&after=499950")
end
