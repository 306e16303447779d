dofile("benchmarks/lua/desk.lua")

-- A registration day: of twenty requests sixteen read, three enroll, one drops.
make = function(i)
  local turn, kind = math.floor(i / 20), i % 20
  if kind < 16 then
    return read(i)
  elseif kind < 19 then
    local e = turn * 3 + kind - 16
    return enroll(e, pair(e, 151))
  end
  local s = student(turn)
  local course = (s * 7 + math.floor(turn / limit) * 13) % 100 + 1
  return wrk.format("DELETE", "/students/" .. s .. "/courses/" .. course)
end
