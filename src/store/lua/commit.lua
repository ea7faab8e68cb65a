-- Writes changed items with all that follows from them, or nothing.
-- KEYS[1]: prefix. ARGV[1]: the change set as JSON (see commit.ts). Answers done, clash, settled or outdated.
local prefix = KEYS[1]
local set = cjson.decode(ARGV[1])
local function key(name) return prefix .. ':' .. name end

if tonumber(redis.call('GET', key('schema')) or '0') > set.schema then return 'outdated' end
if set.settles and redis.call('HEXISTS', key('outbox'), set.settles) == 0 then return 'settled' end
if set.windows and (redis.call('GET', key('windows:revision')) or '') ~= set.windows then return 'clash' end
for _, change in ipairs(set.changes) do
  local revision = tonumber(redis.call('HGET', key('item:' .. change.ref), 'revision') or '0')
  if revision ~= change.expected then return 'clash' end
end

local touched = {}

-- What flaps for weeks keeps how it began and how it went on last, and one line for what was left out in between.
local MOST, FIRST, LAST = 400, 100, 199
local function shorten(ref)
  local timeline = key('timeline:' .. ref)
  local length = redis.call('LLEN', timeline)
  if length <= MOST then return end
  local entries = redis.call('LRANGE', timeline, 0, -1)
  local gap = length - FIRST - LAST
  local left = redis.call('HINCRBY', key('item:' .. ref), 'left', gap - (redis.call('HEXISTS', key('item:' .. ref), 'left')))
  local at = cjson.decode(entries[FIRST]).at
  redis.call('DEL', timeline)
  for index = 1, FIRST do redis.call('RPUSH', timeline, entries[index]) end
  redis.call('RPUSH', timeline, cjson.encode({
    at = at, by = { name = 'Deskbell', via = 'clock' }, what = 'left-out', text = left .. ' entries in between are left out',
  }))
  for index = length - LAST + 1, length do redis.call('RPUSH', timeline, entries[index]) end
end

for _, change in ipairs(set.changes) do
  redis.call('HSET', key('item:' .. change.ref), 'revision', change.expected + 1, 'document', change.document)
  for _, entry in ipairs(change.timeline) do redis.call('RPUSH', key('timeline:' .. change.ref), entry) end
  shorten(change.ref)
  if change.live ~= nil then
    -- The instant tells it from the same count before Redis lost its last seconds.
    local time = redis.call('TIME')
    redis.call('SET', key('windows:revision'), redis.call('INCR', key('windows:count')) .. '-' .. time[1] .. '.' .. time[2])
    if change.live then redis.call('HSET', key('windows'), change.ref, change.document)
    else redis.call('HDEL', key('windows'), change.ref) end
  end
  if change.live then
    redis.call('ZREM', key('closed'), change.ref)
  elseif not change.work then
    -- Times and groups have no life of their own in the lists; they grow old from their last change on.
    redis.call('ZADD', key('closed'), set.now, change.ref)
  elseif change.open then
    redis.call('ZADD', key('open:' .. change.kind), change.seenAt, change.ref)
    redis.call('ZREM', key('closed'), change.ref)
  elseif redis.call('ZREM', key('open:' .. change.kind), change.ref) == 1 or change.expected == 0 then
    redis.call('ZADD', key('closed'), set.now, change.ref)
  end
  if change.worked then
    redis.call('ZADD', key('worked'), change.worked, change.ref)
    if change.unsettled then redis.call('ZADD', key('unsettled'), change.worked, change.ref)
    else redis.call('ZREM', key('unsettled'), change.ref) end
    if change.draft then redis.call('ZADD', key('drafts'), change.worked, change.ref)
    else redis.call('ZREM', key('drafts'), change.ref) end
  end
  if change.work and change.expected == 0 then redis.call('ZADD', key('seen:' .. change.kind), change.seenAt, change.ref) end
  if change.work then
    -- What an item is about can change; it is found under the one device that it names now.
    local device = redis.call('HGET', key('item:' .. change.ref), 'device')
    if device and device ~= change.device then
      redis.call('ZREM', key('device:' .. device), change.ref)
      redis.call('HDEL', key('item:' .. change.ref), 'device')
    end
    if change.device and device ~= change.device then
      redis.call('HSET', key('item:' .. change.ref), 'device', change.device)
      redis.call('ZADD', key('device:' .. change.device), change.seenAt, change.ref)
    end
  end
  if change.stands then redis.call('ZREM', key('seen:-'), change.ref) end
  -- An earlier episode may be written long after a later one began: only a new one is the latest.
  if change.condition and change.expected == 0 then redis.call('SET', key('episode:' .. change.condition), change.ref) end
  if change.wakeAt then redis.call('ZADD', key('wake'), change.wakeAt, change.ref)
  else redis.call('ZREM', key('wake'), change.ref) end
  if change.away then
    local changed = redis.call(change.open and 'SADD' or 'SREM', key('away:' .. change.away.bucket), change.ref)
    if changed == 1 then redis.call('ZADD', key('judge'), set.now, change.away.site) end
  end
  for _, place in ipairs(change.places) do
    local folded = key('folded:' .. place.destination)
    local group = redis.call('HGET', folded, change.ref)
    if group and change.unfold then
      redis.call('HDEL', folded, change.ref)
      redis.call('HSET', key('rows:' .. place.destination), change.ref, set.apart.row)
      stand(prefix, group, change.ref, set.apart.stand, change.seenAt)
      mark(prefix, place.destination, change.ref, place.rank, set.now)
    elseif group then
      stand(prefix, group, change.ref, place.stand, change.seenAt)
    end
    if group or place.shown then
      mark(prefix, place.destination, group or change.ref, place.rank, set.now)
      touched[place.destination] = true
    end
    -- A storm's card is kept for as long as the last of its members.
    if group then redis.call('ZADD', key('closed'), 'XX', set.now, group) end
  end
  -- Whatever a change leaves unsaid, an item that has a place is counted there, and one that must have a message waits for it.
  for _, place in ipairs(change.stands or {}) do
    redis.call('ZADD', key('seen:' .. place.destination), change.seenAt, change.ref)
    redis.call('SADD', key('ledgers'), place.destination)
    if place.rank and redis.call('HEXISTS', key('rows:' .. place.destination), change.ref) == 0
      and not redis.call('ZSCORE', key('behind:' .. place.destination), change.ref) then
      mark(prefix, place.destination, change.ref, place.rank, set.now)
      touched[place.destination] = true
    end
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
  redis.call('HSET', key('fates'), set.hint.name, 'read')
end
for _, effect in ipairs(set.effects) do
  redis.call('HSET', key('outbox'), effect.key, effect.body)
  redis.call('ZADD', key('outbox:due'), set.now, effect.key)
end
for _, notice in ipairs(set.notices) do
  -- The quiet lines of a folded item have no thread to go to; its timeline has them.
  local nowhere = notice.quiet and redis.call('HEXISTS', key('folded:' .. notice.destination), notice.quiet) == 1
  if not nowhere and redis.call('SET', key('latch:' .. notice.key), '1', 'NX', 'EX', set.latchSeconds) then
    redis.call('HSET', key('notices:' .. notice.destination), notice.key, notice.body)
    redis.call('ZADD', key('noticed:' .. notice.destination), string.format('%.0f', notice.rank * 1e13 + set.now), notice.key)
    redis.call('SADD', key('destinations'), notice.destination)
    if notice.last then redis.call('HSET', key('last'), notice.last.name, string.format('%.0f', notice.last.at)) end
    touched[notice.destination] = true
  end
end

local destinations = {}
for destination in pairs(touched) do table.insert(destinations, destination) end
if #destinations > 0 then redis.call('PUBLISH', key('behind'), cjson.encode({ from = set.from, destinations = destinations })) end
if #set.effects > 0 then redis.call('PUBLISH', key('effects'), set.from) end
return 'done'
