-- What several scripts do; it stands before each of them.

-- Notes that the message of an item is behind.
local function mark(prefix, destination, ref, rank, now)
  local behind = prefix .. ':behind:' .. destination
  local score = tonumber(redis.call('ZSCORE', behind, ref) or '0')
  local since = now
  if score > 0 then
    since = score % 1e13
    rank = math.min(rank, math.floor(score / 1e13))
  end
  redis.call('ZADD', behind, string.format('%.0f', rank * 1e13 + since), ref)
  -- No mark comes twice, so that a record of a send that arrives twice cannot meet a later one.
  redis.call('HSET', prefix .. ':marks:' .. destination, ref, redis.call('INCR', prefix .. ':mark'))
  redis.call('SADD', prefix .. ':destinations', destination)
end

-- Notes how a member stands in the list of what it was folded into, which is sorted by that and by when it was seen.
local function stand(prefix, group, ref, number, seen)
  local members = prefix .. ':members:' .. group
  local counts = prefix .. ':counts:' .. group
  local part = redis.call('HGET', prefix .. ':parts:' .. group, ref)
  local before = tonumber(redis.call('ZSCORE', members, ref) or '-1')
  if before >= 0 then
    redis.call('HINCRBY', counts, (part or '0') .. '.' .. string.format('%.0f', math.floor(before / 1e13)), -1)
    seen = before % 1e13
  end
  local score = string.format('%.0f', number * 1e13 + seen)
  redis.call('ZADD', members, score, ref)
  if part then redis.call('ZADD', members .. ':' .. part, score, ref) end
  redis.call('HINCRBY', counts, (part or '0') .. '.' .. string.format('%.0f', number), 1)
end

-- Takes a member out of the list of what it was folded into.
local function leave(prefix, group, ref)
  local members = prefix .. ':members:' .. group
  local part = redis.call('HGET', prefix .. ':parts:' .. group, ref)
  local before = tonumber(redis.call('ZSCORE', members, ref) or '-1')
  if before < 0 then return end
  redis.call('HINCRBY', prefix .. ':counts:' .. group, (part or '0') .. '.' .. string.format('%.0f', math.floor(before / 1e13)), -1)
  redis.call('ZREM', members, ref)
  redis.call('ZREM', prefix .. ':unlisted:' .. group, ref)
  redis.call('HDEL', prefix .. ':parts:' .. group, ref)
  if part then redis.call('ZREM', members .. ':' .. part, ref) end
end
