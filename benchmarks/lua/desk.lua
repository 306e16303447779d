-- What all workloads share: who asks for what, by the number of the request, and the result.
--
-- wrk calls request() once before it begins, to see whether requests differ; so a
-- number may be left out, and none is sent twice.

local students, round, path
statuses = {}

function init(args)
  number = tonumber(args[1]) - 1
  students, round, path = tonumber(args[2]), tonumber(args[3]), args[4]
  limit = students
end

function student(i)
  return i * 7919 % students + 1
end

function get(id)
  return wrk.format("GET", (path:gsub("{id}", id)))
end

function read(i)
  return get(student(i))
end

function enroll(i, courses)
  wrk.headers["Content-Type"] = "application/json"
  local body = '{"course_ids": [' .. table.concat(courses, ", ") .. "]}"
  return wrk.format("POST", "/students/" .. student(i) .. "/courses", nil, body)
end

function pair(i, from)
  local a = from + math.floor(i / students) * 2
  return { a, a + 1 }
end

function rush_course()
  return 400 + round
end

function request()
  number = number + 1
  return make(number)
end

function count_statuses()
  response = function(status)
    statuses[status] = (statuses[status] or 0) + 1
  end
end

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function done(summary, latency)
  local counted = {}
  for status, times in pairs(threads[1]:get("statuses")) do
    table.insert(counted, string.format('"%d": %d', status, times))
  end
  local errors = summary.errors
  print(string.format(
    '{"next": %d, "requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "failed": %d,'
      .. ' "refused": %d, "statuses": {%s}}',
    threads[1]:get("number") + 1, summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout, errors.status,
    table.concat(counted, ", ")))
end
