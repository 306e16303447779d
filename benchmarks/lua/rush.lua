dofile("benchmarks/lua/desk.lua")

-- Everybody wants the same hundred seats.
make = function(i)
  return enroll(i, { rush_course() })
end
count_statuses()
