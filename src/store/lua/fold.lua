-- Puts items under a group, or under the alert of a site, at one destination. KEYS[1]: prefix.
-- ARGV: lease, epoch, destination, what is folded as JSON (see rows.ts). An item that was changed since its mark was read is looked at again first.
-- Answers done, clash, or lost when the lease is another's.
local prefix = KEYS[1]
local function key(name) return prefix .. ':' .. name end
if redis.call('GET', key('epoch:' .. ARGV[1])) ~= ARGV[2] then return 'lost' end
local destination = ARGV[3]
local fold = cjson.decode(ARGV[4])
local under = fold.under
if fold.document then
  local item = key('item:' .. under)
  if tonumber(redis.call('HGET', item, 'revision') or '0') ~= fold.expected then return 'clash' end
  redis.call('HSET', item, 'revision', fold.expected + 1, 'document', fold.document)
  local open = cjson.encode({ ref = under, at = fold.now, since = fold.since })
  for _, bucket in ipairs(fold.buckets) do redis.call('HSET', key('groups:' .. destination), bucket, open) end
  redis.call('ZADD', key('closed'), fold.now, under)
end
for _, member in ipairs(fold.members) do
  if redis.call('HGET', key('marks:' .. destination), member.ref) == member.mark then
    redis.call('HSET', key('folded:' .. destination), member.ref, under)
    redis.call('HSET', key('rows:' .. destination), member.ref, fold.row)
    redis.call('HDEL', key('marks:' .. destination), member.ref)
    redis.call('ZREM', key('behind:' .. destination), member.ref)
    if member.part then
      redis.call('HSET', key('parts:' .. under), member.ref, member.part)
      redis.call('ZADD', key('unlisted:' .. under), string.format('%.0f', member.stand * 1e13 + fold.now), member.ref)
      redis.call('SADD', key('listing:' .. destination), under)
      redis.call('HSETNX', key('unlisted'), under .. ' since', fold.now)
      redis.call('HSET', key('unlisted'), under .. ' last', fold.now)
    end
    stand(prefix, under, member.ref, member.stand, member.seenAt)
  end
end
mark(prefix, destination, under, fold.rank, fold.now)
return 'done'
