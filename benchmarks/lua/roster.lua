dofile("benchmarks/lua/desk.lua")

-- The first page of fifty of a roster.
make = function(i)
  return get(i * 37 % 100 + 1)
end
