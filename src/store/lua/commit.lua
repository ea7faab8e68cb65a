-- Writes changed items with all that follows from them, or nothing.
-- KEYS[1]: prefix. ARGV[1]: the change set as JSON (see commit.ts). Answers done, clash, settled or outdated.
local prefix = KEYS[1]
local set = cjson.decode(ARGV[1])
local function key(name) return prefix .. ':' .. name end

if tonumber(redis.call('GET', key('schema')) or '0') > set.schema then return 'outdated' end
if set.settles and redis.call('HEXISTS', key('outbox'), set.settles) == 0 then return 'settled' end
for _, change in ipairs(set.changes) do
  local revision = tonumber(redis.call('HGET', key('item:' .. change.ref), 'revision') or '0')
  if revision ~= change.expected then return 'clash' end
end

local touched = {}

local function mark(destination, ref, rank)
  local behind = key('behind:' .. destination)
  local score = tonumber(redis.call('ZSCORE', behind, ref) or '0')
  local since = set.now
  if score > 0 then
    since = score % 1e13
    rank = math.min(rank, math.floor(score / 1e13))
  end
  redis.call('ZADD', behind, string.format('%.0f', rank * 1e13 + since), ref)
  -- No mark comes twice, so that a record of a send that arrives twice cannot meet a later one.
  redis.call('HSET', key('marks:' .. destination), ref, redis.call('INCR', key('mark')))
  redis.call('SADD', key('destinations'), destination)
  touched[destination] = true
end

for _, change in ipairs(set.changes) do
  redis.call('HSET', key('item:' .. change.ref), 'revision', change.expected + 1, 'document', change.document)
  for _, entry in ipairs(change.timeline) do redis.call('RPUSH', key('timeline:' .. change.ref), entry) end
  if not change.work then
    -- Times and groups have no life of their own in the lists; they grow old from their last change on.
    redis.call('ZADD', key('closed'), set.now, change.ref)
  elseif change.open then
    redis.call('ZADD', key('open:' .. change.kind), change.seenAt, change.ref)
    redis.call('ZREM', key('closed'), change.ref)
  elseif redis.call('ZREM', key('open:' .. change.kind), change.ref) == 1 or change.expected == 0 then
    redis.call('ZADD', key('closed'), set.now, change.ref)
  end
  if change.work and change.expected == 0 then redis.call('ZADD', key('seen:' .. change.kind), change.seenAt, change.ref) end
  -- An earlier episode may be written long after a later one began: only a new one is the latest.
  if change.condition and change.expected == 0 then redis.call('SET', key('episode:' .. change.condition), change.ref) end
  if change.wakeAt then redis.call('ZADD', key('wake'), change.wakeAt, change.ref)
  else redis.call('ZREM', key('wake'), change.ref) end
  for _, place in ipairs(change.places) do
    local folded = key('folded:' .. place.destination)
    local group = redis.call('HGET', folded, change.ref)
    if group and change.unfold then
      redis.call('HDEL', folded, change.ref)
      redis.call('HDEL', key('rows:' .. place.destination), change.ref)
      mark(place.destination, change.ref, place.rank)
    end
    mark(place.destination, group or change.ref, place.rank)
  end
end

if set.settles then
  redis.call('HDEL', key('outbox'), set.settles)
  redis.call('ZREM', key('outbox:due'), set.settles)
  redis.call('HDEL', key('attempts'), set.settles)
end
if set.hint then
  local at = tonumber(redis.call('ZSCORE', key('hints'), set.hint.name) or '0')
  if at > 0 and at <= set.hint.readAt then redis.call('ZREM', key('hints'), set.hint.name) end
end
for _, effect in ipairs(set.effects) do
  redis.call('HSET', key('outbox'), effect.key, effect.body)
  redis.call('ZADD', key('outbox:due'), set.now, effect.key)
end
for _, notice in ipairs(set.notices) do
  if redis.call('SET', key('latch:' .. notice.key), '1', 'NX', 'EX', set.latchSeconds) then
    redis.call('HSET', key('notices:' .. notice.destination), notice.key, notice.body)
    redis.call('ZADD', key('noticed:' .. notice.destination), string.format('%.0f', notice.rank * 1e13 + set.now), notice.key)
    redis.call('SADD', key('destinations'), notice.destination)
    touched[notice.destination] = true
  end
end

local destinations = {}
for destination in pairs(touched) do table.insert(destinations, destination) end
if #destinations > 0 then redis.call('PUBLISH', key('behind'), cjson.encode(destinations)) end
if #set.effects > 0 then redis.call('PUBLISH', key('effects'), tostring(#set.effects)) end
return 'done'
