-- Puts items under a group at one destination. KEYS[1]: prefix.
-- ARGV: lease, epoch, destination, group ref, expected revision, document, bucket, now, rank, row of a folded item, then of each item its ref and the mark
-- that was seen: one that was changed since is looked at again first.
-- Answers done, clash, or lost when the lease is another's.
local prefix = KEYS[1]
local function key(name) return prefix .. ':' .. name end
if redis.call('GET', key('epoch:' .. ARGV[1])) ~= ARGV[2] then return 'lost' end
local destination, group = ARGV[3], ARGV[4]
local item = key('item:' .. group)
if tonumber(redis.call('HGET', item, 'revision') or '0') ~= tonumber(ARGV[5]) then return 'clash' end
redis.call('HSET', item, 'revision', tonumber(ARGV[5]) + 1, 'document', ARGV[6])
redis.call('HSET', key('groups:' .. destination), ARGV[7], cjson.encode({ ref = group, at = tonumber(ARGV[8]), since = cjson.decode(ARGV[6]).at }))
redis.call('ZADD', key('closed'), ARGV[8], group)
for index = 11, #ARGV, 2 do
  local ref = ARGV[index]
  if redis.call('HGET', key('marks:' .. destination), ref) == ARGV[index + 1] then
    redis.call('HSET', key('folded:' .. destination), ref, group)
    redis.call('HSET', key('rows:' .. destination), ref, ARGV[10])
    redis.call('HDEL', key('marks:' .. destination), ref)
    redis.call('ZREM', key('behind:' .. destination), ref)
  end
end
redis.call('HSET', key('marks:' .. destination), group, redis.call('INCR', key('mark')))
redis.call('ZADD', key('behind:' .. destination), 'NX', string.format('%.0f', tonumber(ARGV[9]) * 1e13 + tonumber(ARGV[8])), group)
return 'done'
